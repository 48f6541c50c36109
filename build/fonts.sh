#!/usr/bin/env bash
# Makes the typeface of the documents, app/layout/face/fonts, of Source Sans 3 as npm has it. The same files come out each time.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/bin/fonts
fonts=$PWD/app/layout/face/fonts
mkdir -p "$work"

(cd "$work" && npm pack --silent @expo-google-fonts/source-sans-3@0.4.1 >/dev/null && tar xzf expo-google-fonts-source-sans-3-0.4.1.tgz)
[ -x "$work/python/bin/python" ] || python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet fonttools==4.68.0

while read -r sum folder style; do
	original=$work/package/$folder/SourceSans3_$folder.ttf
	echo "$sum  $original" | sha256sum --check --quiet
	go run ./build/fonts | "$work/python/bin/python" build/fonts/subset.py "$original" "$style" "$fonts/VerwoordSans-$style.ttf"
done <<-END
	393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a 400Regular Regular
	bd2550fce2d295b0bf20bd8b1b7f1477da834f1066bd850aafdb4787a67a63ca 600SemiBold SemiBold
	f17facaa9ed293bb38526db3638e240510b7393c37ffa70e5c48f39575de44ab 400Regular_Italic Italic
END
