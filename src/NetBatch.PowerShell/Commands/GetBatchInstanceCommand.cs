using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists instances: the databases and services that workflows run on.</summary>
/// <remarks>Instances are kept in the same store as the jobs. Filters narrow one another.</remarks>
/// <example>
/// <code>Get-BatchInstance shop-* -Region eu</code>
/// <para>Instances of a region by name.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Provider postgresql | Start-BatchWorkflow sales -Wait</code>
/// <para>Runs a workflow on all instances of a provider.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchInstance")]
[OutputType(typeof(DatabaseInstance))]
public sealed class GetBatchInstanceCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only instances with these values of labels: tier=gold, or @{ tier = 'g*' }. Values take wildcards.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>Only instances of these providers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [SupportsWildcards]
    public string[]? Provider { get; set; }

    /// <summary>Only instances of these regions.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>Only instances that have all these tags.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var found = 0;
        await foreach (var target in session.Host.Store.Targets.ReadAsync("instance", Name, cut))
        {
            found++;
            if (target is DatabaseInstance instance && Meets(instance))
            {
                await session.WriteAsync(instance);
            }
        }

        if (found == 0 && Name.FirstOrDefault(name => name.AsSpan().IndexOfAny('*', '?') < 0) is { } exact)
        {
            await session.ErrorAsync(new NetBatchException(ErrorCode.UnknownTarget, $"The inventory has no instance '{exact}'.", "List all with Get-BatchInstance.").ToRecord(exact));
        }
    });

    private bool Meets(DatabaseInstance instance) =>
        (Provider is null || Provider.Any(one => Like(instance.Provider, one)))
        && (Region is null || Region.Any(one => Like(instance.Region, one)))
        && Tag.All(tag => instance.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && (Label is null || Label.Keys.Cast<object>().All(key => Like(instance.Label($"{key}"), $"{Label[key]}")));

    private static bool Like(string? value, string pattern) =>
        value is not null && new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(value);
}
