using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch generate</c>: makes up data in databases or as CSV files.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var schemas = new Argument<string[]>("schema") { Description = $"What to make: {string.Join(", ", GenerateSpec.Schemas)}.",
            Arity = ArgumentArity.OneOrMore };
        var rows = new Option<long?>("--rows") { Description = "Rows of all tables of a schema together. Default 10000." };
        var seed = new Option<int?>("--seed") { Description = "The same seed gives the same rows. Default 1." };
        var folder = new Option<DirectoryInfo?>("--csv") { Description = "A folder for CSV files, instead of --instance." };
        var schemaName = new Option<string?>("--schema-name") { Description = "The database's schema that the tables go into." };
        var replace = new Option<bool>("--replace") { Description = "Drop tables of the same names first; with --csv, replace files." };
        var defects = new Option<string[]>("--defect") { Description = "Mistakes to plant for validators to find: all, or their names.",
            AllowMultipleArgumentsPerToken = true };
        var count = new Option<int?>("--defect-count") { Description = "How many of each. Default 5." };
        var command = new Command("generate", "Make up data with valid keys, days and realistic values.") { schemas, rows, seed, folder,
            schemaName, replace, defects, count };
        return new JobStarter(where: new FolderOr(new InstanceOptions(), folder), usual: _ => DataRules.Usual).AddTo(command, parsed =>
        {
            var names = parsed.GetValue(schemas)!;
            var data = GenerateSpec.Data(names, parsed.GetValue(rows), parsed.GetValue(seed));
            return (
                GenerateSpec.Work(data, parsed.GetValue(schemaName), parsed.GetValue(replace), parsed.GetValue(defects) ?? [],
                    parsed.GetValue(count)),
                $"generate {string.Join(", ", names)}");
        });
    }

    /// <summary>Instances, or the one folder.</summary>
    private sealed class FolderOr(InstanceOptions instances, Option<DirectoryInfo?> folder) : ITargetOptions
    {
        public IEnumerable<Option> All => instances.All;

        public IEnumerable<Option> Login => instances.Login;

        public SecretSources ReadSecrets(ParseResult parsed, TextReader input) => instances.ReadSecrets(parsed, input);

        public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
            instances.WithSecrets(parsed, host, targets);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
        {
            if (parsed.GetValue(folder) is not { } path)
            {
                return await instances.ReadAsync(parsed, host, cancellationToken);
            }

            return instances.IsGiven(parsed)
                ? throw new NetBatchException(ErrorCode.InvalidArgument, "--csv and --instance were both given.", "Give one of them.")
                : [GenerateSpec.Folder(path.FullName)];
        }
    }
}
