#!/usr/bin/env bash
# Gets the programs that clients sign with and compiles what drives them, into DIR/<program>, with the class path in DIR/<program>.path.
# usage: build.sh DIR
set -euo pipefail
cd "$(dirname "$0")"
out=$1
mkdir -p "$out"
for one in pdfbox2:PdfBox pdfbox3:PdfBox openpdf:OpenPdf itext5:IText5 itext7:IText7 itext8:IText7 itext9:IText9; do
  program=${one%%:*}
  [ "$out/$program.path" -nt pom.xml ] ||
    mvn -q -B -P "$program" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$out/$program.path"
  javac -nowarn -d "$out/$program" -cp "$(cat "$out/$program.path")" Client.java "${one##*:}.java"
done

# @signpdf, of npm, at the versions that its lock names.
mkdir -p "$out/signpdf"
cp signpdf/* "$out/signpdf"
[ "$out/signpdf/node_modules/.package-lock.json" -nt signpdf/package-lock.json ] ||
  npm --prefix "$out/signpdf" ci --omit=dev --no-audit --no-fund --loglevel=error
