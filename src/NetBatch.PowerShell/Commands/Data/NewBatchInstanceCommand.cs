using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Adds an instance to the inventory: a database, or a service that runs queries.</summary>
/// <remarks>The connection holds no secret: it is stored and shown. Name the place of the password by -CredentialName.</remarks>
/// <example>
/// <code>New-BatchInstance shop-eu -Connection ./shop-eu.db -Region eu -Label tier=gold</code>
/// <para>Adds a SQLite file.</para>
/// </example>
/// <example>
/// <code>$connection = 'Host=crm.example.net;Database=crm;SSL Mode=VerifyFull'
/// New-BatchInstance crm -Provider postgresql -Connection $connection -CredentialName 'report@env:CRM_PASSWORD'</code>
/// <para>Adds a PostgreSQL database; the password is read from an environment variable when a job opens it.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "BatchInstance", SupportsShouldProcess = true)]
[OutputType(typeof(DatabaseInstance))]
public sealed class NewBatchInstanceCommand : NetBatchCommand
{
    /// <summary>What to call it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>How it is reached, in the provider's own words and without any secret: a file's path for sqlite, a connection string, a
    /// URL.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Connection { get; set; } = "";

    /// <summary>Which provider opens it: sqlite, postgresql, or one that was declared. Default sqlite.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string Provider { get; set; } = "sqlite";

    /// <summary>Where it stands.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>An id of its own. Default: the name.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Labels to choose and group by: tier=gold, or @{ tier = 'gold' }.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Label { get; set; }

    /// <summary>Words to choose by.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <summary>Where its password or token is: env:NAME or vault:NAME, with user@ in front.</summary>
    [Parameter]
    public string? CredentialName { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(Name, "Add the instance"))
        {
            return;
        }

        var folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        Run(
            async (session, cut) =>
            {
                var instance = InstanceSource.FromFields(
                    [
                        new("name", Name), new("id", Id), new("connection", Connection), new("provider", Provider), new("region", Region),
                        new("credential", CredentialName), new("tags", Tag),
                        .. (Label ?? new Hashtable()).Cast<DictionaryEntry>()
                            .Select(entry => KeyValuePair.Create($"label:{entry.Key}", (object?)InputItems.Text(entry.Value))),
                    ],
                    folder);
                await InstanceInventory.SaveAsync(session.Host, [instance], onlyNew: true, cut);
                await session.WriteAsync(instance);
            },
            Name);
    }
}
