package privacy

// Line is a line of a text, and the heading that it stands under.
type Line struct{ Under, Text string }

// Difference is a line of a text that is no longer there, or was not there before.
type Difference struct {
	Gone bool
	Line
}

// Differences are the lines in which two texts differ, in the order of reading: what has to be mended in the first to make it the second. They are
// those outside a longest common subsequence; texts have some hundreds of lines, so that its table is small.
func Differences(before, after []Line) (out []Difference) {
	longest := make([][]int, len(before)+1)
	for i := range longest {
		longest[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			i, j = i+1, j+1
		case j == len(after) || i < len(before) && longest[i+1][j] >= longest[i][j+1]:
			out = append(out, Difference{Gone: true, Line: before[i]})
			i++
		default:
			out = append(out, Difference{Line: after[j]})
			j++
		}
	}
	return out
}
