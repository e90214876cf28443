# Completion of hiephoi in fish: put this file into ~/.config/fish/completions.
function __hiephoi_complete
    set -l program (commandline -opc)[1]
    set -l answer (env _HIEPHOI_COMPLETE=complete_fish COMP_WORDS=(commandline -cp | string collect) \
        COLUMNS=$COLUMNS (string replace -r '^~/' $HOME/ -- $program) 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            set -l token (commandline -ct)
            set -l option (string match -r -- '^--[^=]+=' $token)
            __fish_complete_path (string replace -- "$option" '' $token) | string replace -r '^' -- "$option"
        case replace # fish drops what does not hold the typed text; an abbreviation may stand for any
            set -g __hiephoi_word (string escape -- $answer[2])
            test "$(commandline -t)" = "$(commandline -ct)"
            and abbr --add __hiephoi --position anywhere --function __hiephoi_replace \
                --regex (string escape --style=regex -- (commandline -ct)) 2>/dev/null
            and commandline -f expand-abbr
        case hold
            printf '%s\n' '' $answer[2..-1] >/dev/tty
            commandline -f repaint
        case '*'
            set -q answer[2]
            and printf '%s\n' $answer[2..-1]
    end
end
function __hiephoi_replace
    abbr --erase __hiephoi
    string match -q '*hiephoi' -- (commandline -opc)[1]
    and printf '%s ' $__hiephoi_word
end
complete --command hiephoi --no-files --arguments '(__hiephoi_complete)'
