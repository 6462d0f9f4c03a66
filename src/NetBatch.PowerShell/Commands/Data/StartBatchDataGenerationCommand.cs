using System.Management.Automation;
using System.Text.Json.Nodes;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Makes up data - dimensions and facts with valid keys, days and realistic values - in databases or as CSV files.</summary>
/// <remarks>
/// The same schema, number of rows and seed give the same rows on every machine and every day. Each table is made in one transaction: it is
/// there whole or not at all. Tables that exist are refused unless -Replace is given. -Defect plants mistakes for validators to find; the
/// job's last step says where each was planted.
/// </remarks>
/// <example>
/// <code>Start-BatchDataGeneration -Schema Retail, Finance -RowCount 1000000 -Seed 42 -Instance lab-* -Wait</code>
/// <para>Fills all lab databases with the same million rows of each schema.</para>
/// </example>
/// <example>
/// <code>Start-BatchDataGeneration -Schema Healthcare -RowCount 5000 -Path ./data -Wait</code>
/// <para>Writes a CSV file for each table into a folder.</para>
/// </example>
/// <example>
/// <code>Import-Csv plan.csv | Start-BatchDataGeneration -Instance rehearsal -Wait</code>
/// <para>Takes Schema, RowCount and Seed from the rows of a file: all of them are made in one job.</para>
/// </example>
/// <example>
/// <code>Get-BatchInstance lab-* | Start-BatchDataGeneration -Data (Import-Csv plan.csv) -Defect all -Wait</code>
/// <para>Makes the rows of a plan in each of the instances that are piped, and plants every kind of defect.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BatchDataGeneration", DefaultParameterSetName = SchemaSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class StartBatchDataGenerationCommand : InstanceJobCommand
{
    private const string SchemaSet = "Schema";
    private const string DataSet = "Data";
    private readonly List<object> rows = [];
    private object[]? lastData;

    /// <summary>What to make: Retail, Finance, Healthcare.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SchemaSet)]
    [ArgumentCompleter(typeof(DataSchemaCompleter))]
    public string[] Schema { get; set; } = [];

    /// <summary>How many rows all tables of a schema have together, 200 to 1,000,000,000. Default 10,000.</summary>
    [Parameter(ParameterSetName = SchemaSet)]
    public long? RowCount { get; set; }

    /// <summary>The same seed gives the same rows. Default 1.</summary>
    [Parameter(ParameterSetName = SchemaSet)]
    public int? Seed { get; set; }

    /// <summary>Rows with Schema, RowCount and Seed instead, such as those of a CSV file, given or piped. All that come by the pipeline
    /// make one job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DataSet)]
    public object[] Data { get; set; } = [];

    /// <summary>The instances: names in the inventory (* and ? are wildcards), instance objects, or hashtables with name, provider and
    /// connection. Piped objects with a Schema and no Connection are rows of -Data instead.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [InstanceInput(LeavesPlans = true)]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public override object[]? Instance { get; set; }

    /// <summary>A folder for CSV files, instead of -Instance; it is made where it does not exist.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>The database's schema that the tables go into, which must exist. Default: the usual one.</summary>
    [Parameter]
    public string? SchemaName { get; set; }

    /// <summary>Drop tables of the same names first, and write over CSV files of the same names.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>What to plant for validators to find: all, or NullValue, DuplicateKey, UnknownWord, BadFormat, OutOfRange, MissingRow,
    /// ChangedValue, VersionOverlap, OrphanKey, LateArrival, WrongAmount, MissingDay. Unique and foreign keys are then not
    /// declared.</summary>
    [Parameter]
    public string[] Defect { get; set; } = [];

    /// <summary>How many of each defect, 1 to 10,000. Default 5.</summary>
    [Parameter]
    public int? DefectCount { get; set; }

    private protected override bool Changes => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        // A list that was given by -Data is there for each object that comes by the pipeline, which are then instances.
        if (ParameterSetName == DataSet && !ReferenceEquals(Data, lastData))
        {
            if (Data.Select(row => row is PSObject wrapped ? wrapped.BaseObject : row)
                .FirstOrDefault(row => row is string or DatabaseInstance) is { } other)
            {
                ThrowTerminatingError(new NetBatchException(
                    ErrorCode.InvalidArgument,
                    $"It was not said what data '{(other is DatabaseInstance one ? one.Name : other)}' is to get.",
                    "Give -Schema, or -Data with rows of Schema, RowCount and Seed.").ToRecord(other));
            }

            lastData = Data;
            rows.AddRange(Data);
        }
    }

    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var data = ParameterSetName == SchemaSet ? GenerateSpec.Data(Schema, RowCount, Seed) : new JsonArray([.. rows.Select(Row)]);
        return Task.FromResult(new JobSpec
        {
            Name = $"generate {string.Join(", ", data.Select(one => $"{one?["schema"]}"))}",
            Project = Project,
            Work = GenerateSpec.Work(data, SchemaName, Replace, Defect, DefectCount),
            Targets = [],
        });
    }

    private protected override async Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        var instances = await InstancesAsync(host, cancellationToken);
        if (Path is null)
        {
            return instances;
        }

        return instances.Count == 0
            ? [GenerateSpec.Folder(this.FilePath(Path))]
            : throw new NetBatchException(ErrorCode.InvalidArgument, "-Path and -Instance were both given.", "Give one of them.");
    }

    /// <summary>A row as it came, from a CSV file perhaps, where every value is a text.</summary>
    private static JsonNode Row(object row)
    {
        var one = new JsonObject();
        var table = row is PSObject { BaseObject: System.Collections.IDictionary inner } ? inner : row as System.Collections.IDictionary;
        var members = table is null
            ? PSObject.AsPSObject(row).Properties.Select(property => KeyValuePair.Create(property.Name, (object?)property.Value))
            : table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", table[key]));
        foreach (var (name, value) in members)
        {
            var known = ((string[])["schema", "rowCount", "seed"]).FirstOrDefault(
                word => word.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
            if ($"{value}" is { Length: > 0 } text)
            {
                one[known] = known != "schema"
                    && long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign,
                        System.Globalization.CultureInfo.InvariantCulture, out var number)
                    ? JsonValue.Create(number)
                    : JsonValue.Create(text);
            }
        }

        return one;
    }
}
