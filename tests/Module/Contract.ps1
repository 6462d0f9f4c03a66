# Writes the contract of every cmdlet's parameters, a line each.
. $PSScriptRoot/Support.ps1
$common = [Management.Automation.PSCmdlet]::CommonParameters
foreach ($command in Get-Command -Module NetBatch -CommandType Cmdlet | Sort-Object Name) {
    foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name) {
        foreach ($set in $parameter.ParameterSets.GetEnumerator() | Sort-Object Key) {
            $facts = @(
                if ($set.Value.IsMandatory) { 'mandatory' }
                if ($set.Value.Position -ge 0) { "position $($set.Value.Position)" }
                if ($set.Value.ValueFromPipeline) { 'pipeline' }
                if ($set.Value.ValueFromPipelineByPropertyName) { 'property' }
                if ($parameter.Aliases) { "alias $($parameter.Aliases -join ' ')" }
                if ($set.Key -ne '__AllParameterSets') { "set $($set.Key)" }
            )
            $type = $parameter.ParameterType
            $shown = [Nullable]::GetUnderlyingType($type) ? "$([Nullable]::GetUnderlyingType($type).Name)?" : $type.Name
            "$($command.Name) -$($parameter.Name) $shown $($facts -join ', ')".TrimEnd()
        }
    }
}
