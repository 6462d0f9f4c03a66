using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch own</c>: what a detached job's own process runs; secrets come by standard input.</summary>
internal static class OwnCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id");
        var command = new Command("own", "Run a kept job in this process.") { id };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var secrets = new SecretSources();
            await using (var input = Console.OpenStandardInput())
            {
                await Detached.ReadSecretsAsync(input, secrets, cancellationToken);
            }

            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, secrets);
            var job = await host.Jobs.RunAsync(parsed.GetRequiredValue(id), null, false, cancellationToken);
            using var rest = new CancellationTokenSource();
            var watch = MemoryWatch.RunAsync(host, job.Id, null, rest.Token);
            await host.Jobs.WaitAsync(job.Id, cancellationToken);
            await rest.CancelAsync();
            await watch;
            return ExitCode.Of(await host.Store.GetAsync(job.Id, CancellationToken.None));
        });
        return command;
    }

    /// <summary>The command line that runs a job by id.</summary>
    public static IReadOnlyList<string> CommandLine(string id, string store) => [.. Program, "own", id, "--store", store];

    /// <summary>The words that start this program.</summary>
    public static IReadOnlyList<string> Program
    {
        get
        {
            var program = Environment.ProcessPath!;
            var assembly = Path.Combine(AppContext.BaseDirectory, "netbatch.dll");
            return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, assembly] : [program];
        }
    }
}
