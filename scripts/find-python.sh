#!/bin/sh
# Prints a Python from 3.11 to 3.14 that can make virtual environments, or says in one line what is missing.
# usage: find-python.sh [PYTHON]
newest_without_venv=
for name in ${1:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 || continue
    if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
    : "${newest_without_venv:=$name}"
done
if [ -n "$newest_without_venv" ]; then
    version=$("$newest_without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$newest_without_venv lacks the venv module: sudo apt-get install python$version-venv (or install Python from its official site), then run make again." >&2
else
    echo "Python 3.11, 3.12, 3.13 or 3.14 is needed and was not found${1:+ as $1}: install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2
fi
exit 1
