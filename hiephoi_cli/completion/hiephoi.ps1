# Completion of hiephoi in PowerShell: dot-source this file in $PROFILE.
Register-ArgumentCompleter -Native -CommandName hiephoi -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = $commandAst.GetCommandName()
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $commandAst.Extent.Text.PadRight($length).Substring(0, $length)
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:_HIEPHOI_COMPLETE = 'complete_powershell'
        $env:COMP_WORDS = $line
        $env:COMP_WORD = $wordToComplete
        $mode, $lines = @(& $program 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        $env:_HIEPHOI_COMPLETE = $env:COMP_WORDS = $env:COMP_WORD = $null
    }
    if ($mode -eq 'files') { return }
    if (-not $lines) { return '' } # without it PowerShell would offer files
    foreach ($answer in $lines) {
        $word, $shown, $name = $answer -split "`t"
        [System.Management.Automation.CompletionResult]::new($word, $shown, 'ParameterValue', $name)
    }
}
