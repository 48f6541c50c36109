package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// ink is a picture of a stroke on paper.
func ink() []byte {
	m := image.NewGray(image.Rect(0, 0, 240, 80))
	for x := range 240 {
		for y := range 80 {
			m.SetGray(x, y, color.Gray{Y: 255})
		}
	}
	for x := 10; x < 230; x++ {
		for thick := range 3 {
			m.SetGray(x, 20+(x*x/97)%40+thick, color.Gray{Y: 20})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		panic(err) // a picture in memory
	}
	return out.Bytes()
}
