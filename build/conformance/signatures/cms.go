package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// contents are what a signature dictionary covers and holds.
type contents struct {
	covered []byte
	der     []byte
	stamp   bool // a document time-stamp
}

// signatures takes the signatures and document time-stamps out of a file.
func signatures(path string) ([]contents, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f, err := cos.Open(data)
	if err != nil {
		return nil, err
	}
	var all []contents
	for _, field := range fields(f, f.Array(f.Dict(f.Dict(f.Trailer["Root"])["AcroForm"])["Fields"])) {
		v := f.Dict(field["V"])
		r := f.Array(v["ByteRange"])
		if f.Name(field["FT"]) != "Sig" || len(r) != 4 {
			continue
		}
		var at [4]int64
		for i := range at {
			at[i], _ = f.Int(r[i])
		}
		der := make([]byte, hex.DecodedLen(int(at[2]-at[1])-2))
		if _, err := hex.Decode(der, bytes.TrimSpace(data[at[1]+1:at[2]-1])); err != nil {
			return nil, err
		}
		_, length, ok := cms.DER(der) // without the zeros behind it
		if !ok {
			return nil, fmt.Errorf("%s: no CMS", path)
		}
		all = append(all, contents{
			covered: append(bytes.Clone(data[:at[1]]), data[at[2]:at[2]+at[3]]...),
			der:     der[:length],
			stamp:   f.Name(v["SubFilter"]) == "ETSI.RFC3161",
		})
	}
	return all, nil
}

// fields are the fields of a form and the ones under them.
func fields(f *cos.File, list cos.Array) []cos.Dict {
	var all []cos.Dict
	for _, o := range list {
		d := f.Dict(o)
		all = append(all, d)
		all = append(all, fields(f, f.Array(d["Kids"]))...)
	}
	return all
}

// cmsVerify asks OpenSSL whether each CMS signature holds, its signing-certificate attribute fits and its certificate is trusted.
func cmsVerify(f file) (string, bool) { return openssl(f, opensslCMS) }

// tspVerify asks OpenSSL whether each time-stamp token holds; a file without any is none of its business.
func tspVerify(f file) (string, bool) { return openssl(f, opensslTSP) }

// openssl runs a check on every signature of a file; it gives how many things it checked.
func openssl(f file, check func(c contents, f file, dir string) (int, error)) (string, bool) {
	all, err := signatures(f.path)
	if err != nil {
		return err.Error(), true
	}
	dir, err := os.MkdirTemp("", "openssl")
	if err != nil {
		return err.Error(), true
	}
	defer os.RemoveAll(dir)
	checked := 0
	for _, c := range all {
		n, err := check(c, f, dir)
		if err != nil {
			return err.Error(), true
		}
		checked += n
	}
	return "", checked > 0
}

func opensslCMS(c contents, f file, dir string) (int, error) {
	if c.stamp {
		return 0, nil
	}
	data, der, err := parts(dir, c.covered, c.der)
	if err != nil {
		return 0, err
	}
	out, err := run("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", der, "-content", data,
		"-CAfile", f.roots, "-purpose", "any", "-out", os.DevNull)
	if err != nil {
		return 0, fmt.Errorf("%s", out)
	}
	return 1, nil
}

func opensslTSP(c contents, f file, dir string) (int, error) {
	tokens, covered := [][]byte{c.der}, c.covered
	if !c.stamp {
		var err error
		if tokens, covered, err = timestamps(c.der); err != nil {
			return 0, err
		}
	}
	for _, token := range tokens {
		data, der, err := parts(dir, covered, token)
		if err != nil {
			return 0, err
		}
		out, err := run("openssl", "ts", "-verify", "-token_in", "-in", der, "-data", data, "-CAfile", f.roots)
		if err != nil {
			return 0, fmt.Errorf("%s", out)
		}
	}
	return len(tokens), nil
}

// timestamps are the tokens over a CMS signature, and the signature value that they are over.
func timestamps(der []byte) (tokens [][]byte, value []byte, err error) {
	s, err := cms.Parse(der, new(cms.Pool))
	if err != nil {
		return nil, nil, err
	}
	return s.Unsigned(cms.OIDTimeStampToken), s.SignatureValue(), nil
}

func parts(dir string, covered, der []byte) (data, signature string, err error) {
	data, signature = filepath.Join(dir, "data"), filepath.Join(dir, "signature")
	if err := os.WriteFile(data, covered, 0o644); err != nil {
		return "", "", err
	}
	return data, signature, os.WriteFile(signature, der, 0o644)
}
