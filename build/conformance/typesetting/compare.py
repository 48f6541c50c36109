"""Compares the line breaking of app/layout with that of Typst and of TeX.

Sets the paragraphs of the terms, Dutch and English, at the same measure, in the same typeface and size, with the same spaces, with each, and
prints how far the spaces are stretched or shrunk (mean, worst, nine in ten), the share of lines that end with a hyphen, the longest row of
those, and the lines that are wider than the measure. It fails when a setting whose lines all fit is less loose than ours. How to run it is in
README.md; what it printed last is in table.txt.
"""
import glob, os, re, subprocess, sys, tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
FONT = glob.glob(ROOT + "/app/layout/face/fonts/*-Regular.ttf")[0]
WIDTH, SIZE, LEADING = 228.5, 9, 12
SPACE = 0.2 * SIZE
NODE = {**os.environ, "NODE_PATH": os.environ.get("TYPST_MODULES", "node_modules")}
HANG = 3  # how far app/layout and Typst let a point or hyphen stand out


def paragraphs(lang):
    if lang == "nl":
        text = open(ROOT + "/app/layout/testdata/terms.md", encoding="utf-8").read()
    else:
        text = open(ROOT + "/templates/agreement/en.md", encoding="utf-8").read()
        text = text[text.index("\n## Processing Terms"):text.index("\n## Annex 1")]
    return [l for l in text.split("\n") if len(l) > 110 and l[0] not in "#-" and "{{" not in l]


def ours(texts, lang):
    out = subprocess.run(["go", "run", "build/conformance/typesetting/lines.go", lang], cwd=ROOT, input="\n".join(texts), text=True,
                         capture_output=True, check=True).stdout
    return [[(float(a), float(b), w) for a, b, w in (word.split(" ", 2) for word in line.split("\t"))] for line in out.splitlines()]


def typst(texts, lang, directory):
    escape = lambda s: re.sub(r"([\\#$*_`<>@~\[\]])", r"\\\1", s)
    family = subprocess.run(["fc-scan", "-f", "%{family[0]}", FONT], capture_output=True, text=True, check=True).stdout
    with open(directory + "/t.typ", "w", encoding="utf-8") as f:
        f.write(f'#set page(width: {WIDTH}pt, height: 1600pt, margin: 0pt)\n#set text(font: "{family}", size: {SIZE}pt, lang: "{lang}", '
                'ligatures: false)\n#set par(justify: true, spacing: 12pt)\n' + "\n\n".join(map(escape, texts)))
    script = ("const {NodeCompiler}=require('@myriaddreamin/typst-ts-node-compiler');const c=NodeCompiler.create({workspace:'%s',"
              "fontArgs:[{fontPaths:['%s']}]});require('fs').writeFileSync('%s/t.pdf',c.pdf({mainFilePath:'%s/t.typ'}))"
              % (directory, os.path.dirname(FONT), directory, directory))
    subprocess.run(["node", "-e", script], check=True, capture_output=True, env=NODE)
    return lines(directory + "/t.pdf")


def tex(texts, lang, directory, settings):
    """Plain TeX's parameters but for the settings, and the patterns of app/layout/hyphen. Spaces do not grow after punctuation: neither do those
    of the others."""
    name, right = {"nl": ("hyph-nl", 2), "en": ("hyph-en-gb", 3)}[lang]
    source = re.sub("%.*", "", open(f"{ROOT}/app/layout/hyphen/patterns/{name}.tex", encoding="utf-8").read())
    for group in ["patterns", "hyphenation"]:
        found = re.search(r"\\%s\s*{([^}]*)}" % group, source)
        with open(f"{directory}/{group}.txt", "w", encoding="utf-8") as f:
            f.write(found[1] if found else "")
    escape = lambda s: re.sub(r"([%&_#$])", r"\\\1", s)
    with open(directory + "/t.tex", "w", encoding="utf-8") as f:
        f.write(r"""\input luaotfload.sty
\font\f="[%s]:mode=node;script=latn;+kern;-liga" at %gbp \f \frenchspacing
\fontdimen2\f=%gbp \fontdimen3\f=.5\fontdimen2\f \fontdimen4\f=.33333\fontdimen2\f
\outputmode=1 \pagewidth=%gbp \pageheight=1600bp \pdfvariable horigin 0bp \pdfvariable vorigin 10bp
\hsize=%gbp \vsize=1580bp \parindent=0pt \parskip=6pt \baselineskip=%gbp \nopagenumbers \raggedbottom
\directlua{l=lang.new() local function read(n) local f=io.open(n) local s=f:read("*a") f:close() return s end
l:patterns(read("patterns.txt")) l:hyphenation(read("hyphenation.txt"))}
\language=\directlua{tex.print(l:id())} \lefthyphenmin=2 \righthyphenmin=%d \hbadness=10000 \hfuzz=1pt %s
""" % (FONT, SIZE, SPACE, WIDTH, WIDTH, LEADING, right, settings) + "\n\n".join(map(escape, texts)) + "\n\n\\bye\n")
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


def report(name, set_lines, hang=0):
    ratios, hyphens, ladder, longest, over = [], 0, 0, 0, 0
    for line in set_lines:
        ladder = ladder + 1 if line[-1][2][-1] in "-\u00ad" else 0
        hyphens, longest = hyphens + (ladder > 0), max(longest, ladder)
        over += line[-1][1] - line[0][0] > WIDTH + hang + 0.1
        gaps = [b[0] - a[1] for a, b in zip(line, line[1:])]
        if gaps and line[-1][1] - line[0][0] > WIDTH - 8:  # a shorter one is the last of its paragraph
            gap = sum(gaps) / len(gaps) - SPACE
            ratios.append(gap / (SPACE / 2) if gap > 0 else gap / (SPACE / 3))
    size = sorted(map(abs, ratios))
    figures = sum(size) / len(size), size[len(size) * 9 // 10], size[-1]
    print(f"{name:48} {len(set_lines):5} %6.2f %6.2f %6.2f {100 * hyphens / len(set_lines):8.1f} %% {longest:6} {over:6}" % figures)
    return None if over else figures


SETTINGS = [  # of TeX
    ("TeX, tolerance 200", r"\tolerance=200"),
    ("TeX, tolerance 1000", r"\tolerance=1000"),
    ("TeX, tolerance 1000, doublehyphendemerits 10^6", r"\tolerance=1000 \doublehyphendemerits=1000000"),
    ("TeX, tolerance 9999", r"\tolerance=9999"),
]


def main():
    looser = []
    for lang in ["nl", "en"]:
        texts = paragraphs(lang)
        print(f"{lang:48} lines   mean   9/10  worst hyphenated ladder  wider")
        mine = report("app/layout", ours(texts, lang), HANG)
        with tempfile.TemporaryDirectory() as directory:
            runs = [("Typst", lambda: typst(texts, lang, directory))]
            runs += [(name, lambda settings=settings: tex(texts, lang, directory, settings)) for name, settings in SETTINGS]
            for name, run in runs:
                try:
                    figures = report(name, run(), HANG if name == "Typst" else 0)
                except (OSError, subprocess.CalledProcessError) as e:
                    print(f"{name:48} not run: {e}")
                    continue
                if figures and any(round(m, 2) > round(f, 2) for m, f in zip(mine, figures)):
                    looser.append(f"{lang}: looser than {name}")
        print()
    versions()
    sys.exit("\n".join(looser) or None)


def versions():
    for name, command in [("typst-ts-node-compiler", ["node", "-p", "require('@myriaddreamin/typst-ts-node-compiler/package.json').version"]),
                          ("TeX", ["luatex", "--version"])]:
        try:
            out = subprocess.run(command, capture_output=True, text=True, check=True, env=NODE).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        print(name + ":", out.split("\n")[0])


main()
