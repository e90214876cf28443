# Completion of hiephoi in bash: source this file in ~/.bashrc.
_hiephoi() {
    local answer line mode
    COMPREPLY=()
    line=${COMP_LINE-}
    line=${line:0:${COMP_POINT:-0}}
    {
        read -r mode
        while IFS= read -r answer; do COMPREPLY+=("$answer"); done
    } < <(
        env _HIEPHOI_COMPLETE=complete_bash COMP_WORDS="${line:-${COMP_WORDS[*]:0:COMP_CWORD+1}}" COMP_WORD="${2-}" \
            COMP_TYPE="${COMP_TYPE-}" COLUMNS="${COLUMNS-}" "${1/#\~\//$HOME/}" 2>/dev/null </dev/null
    )
    [[ $mode != files ]] || compopt -o default 2>/dev/null
}
complete -o nosort -F _hiephoi hiephoi 2>/dev/null || complete -F _hiephoi hiephoi
