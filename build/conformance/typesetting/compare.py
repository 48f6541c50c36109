"""Compares the line breaking of app/layout with that of Typst and of TeX.

Sets the paragraphs of the Dutch terms at the same measure, in the same typeface and size, with each, and prints how far the spaces are stretched
or shrunk (mean, worst, nine in ten), the share of lines that end with a hyphen, and the longest row of those.

    python3 build/conformance/typesetting/compare.py

It runs what it finds: node with @myriaddreamin/typst-ts-node-compiler (directory in TYPST_MODULES), luatex with luaotfload and the patterns
of hyph-utf8 (Debian: texlive-luatex, texlive-latex-base, texlive-lang-european), and pdftotext.
"""
import os, re, subprocess, tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
FONTS = ROOT + "/app/layout/face/fonts"
WIDTH, SIZE, LEADING = 228.5, 9, 12
SPACE = 0.2 * SIZE


def paragraphs():
    text = open(ROOT + "/app/layout/testdata/terms.md", encoding="utf-8").read()
    return [l for l in text.split("\n") if len(l) > 110 and l[0] not in "#-"]


def ours(texts):
    out = subprocess.run(["go", "run", "build/conformance/typesetting/lines.go"], cwd=ROOT, input="\n".join(texts), text=True,
                         capture_output=True, check=True).stdout
    return [[(float(a), float(b), w) for a, b, w in (word.split(" ", 2) for word in line.split("\t"))] for line in out.splitlines()]


def typst(texts, directory):
    escape = lambda s: re.sub(r"([\\#$*_`<>@~\[\]])", r"\\\1", s)
    with open(directory + "/t.typ", "w", encoding="utf-8") as f:
        f.write(f'#set page(width: {WIDTH}pt, height: 1400pt, margin: 0pt)\n#set text(font: "Source Sans 3", size: {SIZE}pt, lang: "nl", '
                'ligatures: false)\n#set par(justify: true, spacing: 12pt)\n' + "\n\n".join(map(escape, texts)))
    script = ("const {NodeCompiler}=require('@myriaddreamin/typst-ts-node-compiler');const c=NodeCompiler.create({workspace:'%s',"
              "fontArgs:[{fontPaths:['%s']}]});require('fs').writeFileSync('%s/t.pdf',c.pdf({mainFilePath:'%s/t.typ'}))"
              % (directory, FONTS, directory, directory))
    subprocess.run(["node", "-e", script], check=True, capture_output=True,
                   env={**os.environ, "NODE_PATH": os.environ.get("TYPST_MODULES", "node_modules")})
    return lines(directory + "/t.pdf")


def tex(texts, directory, tolerance):
    patterns = subprocess.run(["kpsewhich", "hyph-nl.pat.txt"], text=True, capture_output=True).stdout.strip()
    patterns = patterns or "/usr/share/texlive/texmf-dist/tex/generic/hyph-utf8/patterns/txt/hyph-nl.pat.txt"
    escape = lambda s: re.sub(r"([%&_#$])", r"\\\1", s)
    with open(directory + "/t.tex", "w", encoding="utf-8") as f:
        f.write(r"""\input luaotfload.sty
\font\f="[%s/SourceSans3-Regular.ttf]:mode=node;script=latn;+kern;-liga" at %gbp \f
\outputmode=1 \pagewidth=%gbp \pageheight=1400bp \pdfvariable horigin 0bp \pdfvariable vorigin 10bp
\hsize=%gbp \vsize=1380bp \parindent=0pt \parskip=6pt \baselineskip=%gbp \nopagenumbers \raggedbottom
\directlua{nl=lang.new() local f=io.open("%s") nl:patterns(f:read("*a")) f:close()}
\language=\directlua{tex.print(nl:id())} \lefthyphenmin=2 \righthyphenmin=2 \tolerance=%d \hbadness=10000 \hfuzz=1pt
""" % (FONTS, SIZE, WIDTH, WIDTH, LEADING, patterns, tolerance) + "\n\n".join(map(escape, texts)) + "\n\n\\bye\n")
    subprocess.run(["luatex", "-interaction=batchmode", "t.tex"], cwd=directory, check=True, capture_output=True)
    return lines(directory + "/t.pdf")


def lines(pdf):
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found, top = [], None
    for x0, y, x1, word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>', out):
        if top is None or abs(float(y) - top) > 2:
            found.append([])
        top = float(y)
        found[-1].append((float(x0), float(x1), word))
    return found


def report(name, set_lines):
    ratios, hyphens, ladder, longest = [], 0, 0, 0
    for line in set_lines:
        ladder = ladder + 1 if line[-1][2][-1] in "-\u00ad" else 0
        hyphens, longest = hyphens + (ladder > 0), max(longest, ladder)
        gaps = [b[0] - a[1] for a, b in zip(line, line[1:])]
        if gaps and line[-1][1] - line[0][0] > WIDTH - 8:  # a shorter one is the last of its paragraph
            gap = sum(gaps) / len(gaps) - SPACE
            ratios.append(gap / (SPACE / 2) if gap > 0 else gap / (SPACE / 3))
    size = sorted(map(abs, ratios))
    print(f"{name:22} lines {len(set_lines):3}  mean {sum(size) / len(size):.2f}  nine in ten {size[len(size) * 9 // 10]:.2f}  "
          f"worst {max(ratios, key=abs):5.2f}  hyphenated {100 * hyphens / len(set_lines):.1f} %  ladder {longest}")


def main():
    texts = paragraphs()
    report("app/layout", ours(texts))
    with tempfile.TemporaryDirectory() as directory:
        for name, run in [("Typst", lambda: typst(texts, directory)), ("TeX, tolerance 200", lambda: tex(texts, directory, 200)),
                          ("TeX, tolerance 1000", lambda: tex(texts, directory, 1000))]:
            try:
                report(name, run())
            except (OSError, subprocess.CalledProcessError) as e:
                print(f"{name:22} not run: {e}")


main()
