using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch compare-table</c>: the rows of two tables, held against each other by key.</summary>
internal static class CompareTableCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "Instance and table that are right: legacy:shop.orders." };
        var target = new Argument<string>("target")
        {
            Description = "Instance and table that are checked: warehouse:orders; without a table the source's.",
        };
        var key = new Option<string[]>("--key") { Description = "The columns that tell rows apart. Default: the primary key.",
            AllowMultipleArgumentsPerToken = true };
        var columns = new Option<string[]>("--column") { Description = "Only these columns.", AllowMultipleArgumentsPerToken = true };
        var where = new Option<string?>("--where") { Description = "A condition in SQL on the rows of both." };
        var zone = new Option<string?>("--data-time-zone") { Description = "The zone of times without one: Europe/Berlin. Default UTC." };
        var evidence = new Option<int?>("--evidence") { Description = "How many differences are shown. Default 20." };
        var sample = new Option<double?>("--sample") { Description = "Compare only so many percent of the rows, 0.001 to 100." };
        var seed = new Option<int?>("--seed") { Description = "Another seed chooses other rows for --sample. Default 1." };
        var differences = new Option<FileInfo?>("--differences") { Description = "A CSV file for all differences." };
        var command = new Command("compare-table", "Compare the rows of two tables; ends with 1 where they differ.") { source, target, key,
            columns, where, zone, evidence, sample, seed, differences };
        TableComparison Of(ParseResult parsed) => new()
        {
            Source = parsed.GetRequiredValue(source),
            Target = parsed.GetRequiredValue(target),
            Key = parsed.GetValue(key) ?? [],
            Columns = parsed.GetValue(columns) ?? [],
            Where = parsed.GetValue(where),
            TimeZone = parsed.GetValue(zone),
            Evidence = parsed.GetValue(evidence),
            Sample = parsed.GetValue(sample),
            Seed = parsed.GetValue(seed),
            Differences = parsed.GetValue(differences)?.FullName,
        };
        return new JobStarter(where: new TableTargets(new InstanceOptions(), Of), usual: _ => DataRules.Pipelines(parallel: false)).AddTo(
            command,
            parsed => (new WorkSpec("pipeline", 1, JobStarter.Args(new { })),
                $"{parsed.GetRequiredValue(source)} {parsed.GetRequiredValue(target)}"));
    }

    /// <summary>The two tables; only how to get in is taken from the options.</summary>
    private sealed class TableTargets(InstanceOptions instances, Func<ParseResult, TableComparison> tables) : ITargetOptions
    {
        public IEnumerable<Option> All => instances.Login;

        public IEnumerable<Option> Login => instances.Login;

        public SecretSources ReadSecrets(ParseResult parsed, TextReader input) => instances.ReadSecrets(parsed, input);

        public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
            instances.WithSecrets(parsed, host, targets);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken) =>
            instances.WithSecrets(parsed, host, [await tables(parsed).TargetAsync(host, cancellationToken)]);
    }
}
