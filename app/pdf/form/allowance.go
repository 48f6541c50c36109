package form

import "verwoord/app/pdf/cos"

// Allowance is how much validation data may still be decoded, in bytes: a megabyte of a file can hold a gigabyte of nothing.
type Allowance int

// parsedBytes is about how much a byte of a revocation list takes once it has been read.
const parsedBytes = 8

// NewAllowance is what the validation data of one file may take.
func NewAllowance() Allowance { return 64 << 20 }

// Data decodes a stream of validation data, unless too much was decoded already. Such data needs no more than one filter.
func (a *Allowance) Data(f *cos.File, o cos.Object) ([]byte, bool) {
	s, ok := f.Resolve(o).(*cos.Stream)
	if !ok || *a <= 0 || len(f.Array(s.Dict["Filter"])) > 1 {
		return nil, false
	}
	data, err := f.StreamData(s)
	if err == nil && !f.Hold(parsedBytes*len(data)) {
		return nil, false
	}
	if err != nil {
		*a -= Allowance(1024 * len(s.Data)) // as much as there may have been before it failed
		return nil, false
	}
	*a -= Allowance(len(data))
	return data, true
}

// References are those in an array, each once.
func References(list cos.Array) []cos.Ref {
	var all []cos.Ref
	seen := map[cos.Ref]bool{}
	for _, o := range list {
		if ref, ok := o.(cos.Ref); ok && !seen[ref] {
			seen[ref] = true
			all = append(all, ref)
		}
	}
	return all
}
