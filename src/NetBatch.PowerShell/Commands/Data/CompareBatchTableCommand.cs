using System.Management.Automation;
using System.Text.Json;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Compares the rows of two tables, of one database or of two, by their key.</summary>
/// <remarks>
/// It is a job with one check, quality.checksum: every row of both is held against the other, each value exactly. With -Wait the job's
/// state tells whether they are the same: Completed, or Failed where a row differs or could not be compared. Get-BatchValidation -Evidence
/// shows the first rows that differ, with key, column and both values; -DifferencePath writes all of them into a file in the same pass.
/// Resume-BatchJob begins a job again that was cut off.
/// </remarks>
/// <example>
/// <code>Compare-BatchTable legacy:shop.orders warehouse:orders -Wait; Get-BatchValidation -Evidence</code>
/// <para>Compares a migrated table with its source and shows what differs.</para>
/// </example>
/// <example>
/// <code>Compare-BatchTable legacy:orders warehouse:orders -Key order_no, line -Where 'year = 2026' -DifferencePath orders.csv -Wait</code>
/// <para>Compares the rows of one year by a key of two columns, with a file of everything that differs.</para>
/// </example>
/// <example>
/// <code>Compare-BatchTable legacy:events warehouse:events -SamplePercent 1 -Seed 42 -Wait</code>
/// <para>Compares one row of a hundred; the verdict says so, and the same seed compares the same rows again.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "BatchTable", SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class CompareBatchTableCommand : DataJobCommand
{
    /// <summary>Instance and table that are right, with a colon between: legacy:shop.orders.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Source { get; set; } = "";

    /// <summary>Instance and table that are checked: warehouse:orders; without a table the source's.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Target { get; set; } = "";

    /// <summary>The columns that tell rows apart. Default: the primary key.</summary>
    [Parameter]
    public string[] Key { get; set; } = [];

    /// <summary>Only these columns are compared. Default: all of the target.</summary>
    [Parameter]
    public string[] Column { get; set; } = [];

    /// <summary>A condition in SQL on the rows of both.</summary>
    [Parameter]
    public string? Where { get; set; }

    /// <summary>The zone of times that have none, by its name in the tz database, such as Europe/Berlin. Default: UTC.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? DataTimeZone { get; set; }

    /// <summary>How many differences are shown, 1 to 1000. Default: 20.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? Evidence { get; set; }

    /// <summary>Only so many percent of the rows are compared, 0.001 to 100, chosen by their keys. Default: all.</summary>
    [Parameter]
    [ValidateRange(0.001, 100.0)]
    public double? SamplePercent { get; set; }

    /// <summary>Another seed chooses other rows for -SamplePercent. Default: 1.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Seed { get; set; }

    /// <summary>A CSV file for all differences.</summary>
    [Parameter]
    public string? DifferencePath { get; set; }

    /// <summary>What the job belongs to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    private protected override bool Changes => false;

    private protected override JobRules Defaults => DataRules.Pipelines(parallel: false);

    private protected override Task<JobSpec> MakeAsync(NetBatchHost host, CancellationToken cancellationToken) =>
        Task.FromResult(new JobSpec
    {
        Name = $"{Source} {Target}",
        Project = Project,
        Work = new WorkSpec("pipeline", 1, JsonElement.Parse("{}")),
        Targets = [],
    });

    private protected override async Task<IReadOnlyList<Target>> TargetsAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        await host.Providers.LoadAsync(cancellationToken);
        var tables = new TableComparison
        {
            Source = Source,
            Target = Target,
            Key = Key,
            Columns = Column,
            Where = Where,
            TimeZone = DataTimeZone,
            Evidence = Evidence,
            Sample = SamplePercent,
            Seed = Seed,
            Differences = DifferencePath is { } file ? this.FilePath(file) : null,
        };
        return [await tables.TargetAsync(host, cancellationToken)];
    }
}
