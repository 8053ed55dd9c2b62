# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# What the measuring scripts share; they source it after setting `build`, the
# folder of the programs, and `scratch`, a folder of their own.

# Peak and time are race's; instructions are callgrind's, of all processes of
# the command, from the first one after exec to the exit, start-up and all. Of
# smac it counts what one process does without the sandbox: what a second one
# costs shows in the times.
#
#     instructions COMMAND INPUT...     the sum over the inputs
instructions() {
    local command=$1 input status counts
    shift
    local -a start
    case $command in
    *\|*) start=(/bin/sh -c "$command") ;;
    *) read -ra start <<<"$command" ;;
    esac
    # valgrind lets nobody lower the limit of descriptors, a wall of the sandbox
    case ${start[0]} in
    */smac | "$scratch"/each)
        start+=(--no-sandbox)
        ;;
    esac
    counts=$(mktemp -d "$scratch/counts.XXXXXX") || return
    for input; do
        rm -f "$scratch/audit.jsonl"
        valgrind --quiet --tool=callgrind --trace-children=yes \
            --callgrind-out-file="$counts/%p" "${start[@]}" \
            <"$input" >/dev/null 2>"$counts/errors"
        status=$?
        if [ "$status" -ne 0 ]; then
            echo "${0##*/}: $command: exit status $status" >&2
            cat "$counts/errors" >&2
            return 1
        fi
        awk '/^summary:/ { sum += $2 } END { printf "%.0f\n", sum }' \
            "$counts"/[0-9]*
        rm -rf "${counts:?}"/*
    done | awk '{ sum += $1 } END { printf "%.0f\n", sum }'
    return "${PIPESTATUS[0]}"
}

# The machine and the day, for whoever reads the figures later.
tell_machine() {
    date -u '+%Y-%m-%d'
    sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1
    echo "$(nproc) cores, $(uname -sr)"
    sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release
}

# READMEs behind which a paragraph still shows: of a document that leaves a
# section open, joined to others, only the first part would be measured.
#
#     pick N      every Nth of those, a path a line
pick() {
    local file
    for file in tests/readmes/*.md; do
        if { cat "$file" && printf '\n\nSentinel\n'; } | "$build/smac" |
            tail -1 | grep -qx Sentinel; then
            echo "$file"
        fi
    done | awk -v n="$1" 'NR % n == 0'
}
