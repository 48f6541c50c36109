#!/usr/bin/env bash
# Signs in every way, lets EU DSS and pyHanko sign as well, and has all judges look at all of it: see README.md. What is made is left in
# build/conformance/out/signed.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD/out

# pyHanko and endesive, with everything that they need, at the versions named. A Python of another version starts anew.
pins=$(cat pyhanko/requirements.txt clients/requirements.txt <(python3 --version) | sha256sum | cut -d' ' -f1)
venv=$out/python-$pins
if [ ! -e "$venv/ready" ]; then
  rm -rf "$out"/python-*
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check --no-deps -r pyhanko/requirements.txt -r clients/requirements.txt
  touch "$venv/ready"
fi

mvn -q -B -f pom.xml compile
mvn -q -B -f dss/pom.xml compile
clients/build.sh "$out/clients"
go build -o "$out/verwoord" ../..
rm -rf "$out/signed"
go run ./signatures -verwoord "$out/verwoord" -python "$venv/bin/python" -scripts pyhanko -clients "$out/clients" \
  -dss "dss/target/classes:$(cat dss/target/classpath)" -archive "target/classes:$(cat target/classpath)" "$out/signed"
