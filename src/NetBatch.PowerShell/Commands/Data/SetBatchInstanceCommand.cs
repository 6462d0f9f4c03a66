using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Changes instances of the inventory. Jobs keep the instances as they were when the job was made.</summary>
/// <remarks>What is not named stays as it is. Labels are merged: a label with an empty value is taken away.</remarks>
/// <example>
/// <code>Set-BatchInstance shop-eu -Connection ./moved/shop-eu.db -Label tier=silver</code>
/// <para>Gives an instance another file and another label.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance -Provider postgresql | Set-BatchInstance -CredentialName 'report@vault:reporting'</code>
/// <para>Names the vault's entry for all instances of a provider.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchInstance", SupportsShouldProcess = true)]
[OutputType(typeof(DatabaseInstance))]
public sealed class SetBatchInstanceCommand : InventoryCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("instance")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>How it is reached, without any secret.</summary>
    [Parameter]
    public string? Connection { get; set; }

    /// <summary>Which provider opens it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>Where it stands; empty: nowhere named.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Region { get; set; }

    /// <summary>Labels to set: tier=gold, or @{ tier = 'gold' }; an empty value takes the label away.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>The tags, in place of all there are.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Tag { get; set; }

    /// <summary>Where its password or token is: env:NAME or vault:NAME, with user@ in front; empty: it needs none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? CredentialName { get; set; }

    /// <summary>Give the instances as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        Change<DatabaseInstance>(
            "instance", Name, (_, instance) => Changed(instance, folder),
            (host, changed, cut) => InstanceInventory.SaveAsync(host, changed, onlyNew: false, cut), PassThru);
    }

    private DatabaseInstance Changed(DatabaseInstance instance, string folder)
    {
        var named = InstanceSource.FromFields(
            [new("name", instance.Name), new("connection", Connection ?? instance.Connection),
                new("provider", Provider ?? instance.Provider), new("credential", CredentialName)],
            folder);
        return instance with
        {
            Connection = named.Connection,
            Provider = named.Provider,
            Region = Region is null ? instance.Region : Region.Length == 0 ? null : Region,
            Credential = CredentialName is null ? instance.Credential : named.Credential,
            Tags = Tag ?? instance.Tags,
            Labels = Merged(instance.Labels, Label),
        };
    }
}
