using System.Diagnostics;
using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>Jobs in a process of their own, which the shell that started them does not take with it.</summary>
public static class Detached
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Keeps a job, starts a process for it, hands it the supplied secrets by its standard input, and returns when
    /// that process owns the job.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="spec">The job.</param>
    /// <param name="runner">Makes the command line that runs a job by id: program first. It reads the secrets from its standard
    /// input.</param>
    /// <param name="cancellationToken">Stops waiting; the process goes on.</param>
    /// <exception cref="NetBatchException">The job cannot be made, needs this process, or the process did not take it.</exception>
    public static async Task<BatchJob> StartAsync(
        NetBatchHost host, JobSpec spec, Func<string, IReadOnlyList<string>> runner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(runner);
        if (host.Work.Find(spec.Work.Kind, spec.Work.Version).OnlyHere(spec.Work.Args, spec.Targets).Distinct().ToArray() is [var first,
            ..] held)
        {
            throw new NetBatchException(ErrorCode.NeedsThisProcess, string.Join(Environment.NewLine, held.Select(one => one.Message)),
                first.Remedy);
        }

        if (spec.Targets.OfType<Device>().FirstOrDefault(device => device.OneTimeCode?.IsAskedCode == true) is { } asked)
        {
            throw new NetBatchException(
                ErrorCode.NeedsThisProcess,
                $"'{asked.Name}' takes its one-time codes from the prompt, and a process of its own has nobody to ask.",
                "Wait for the job here, or name another source of codes: env:NAME or vault:NAME.");
        }

        spec = spec with { Rules = spec.Rules with { IsAttended = false } };
        if (host.LeavesJobsToHubs)
        {
            return await host.Jobs.StartAsync(spec, cancellationToken).ConfigureAwait(false); // A hub's process is another than this.
        }

        var job = await host.Jobs.CreateAsync(spec, cancellationToken).ConfigureAwait(false);
        using var child = Launch(runner(job.Id), spec.Rules.MaxMemory);
        try
        {
            await GiveSecretsAsync(child, host.Secrets, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The process is gone already; how it ended is told below.
        }

        var since = host.Options.Time.GetTimestamp();
        while (host.Options.Time.GetElapsedTime(since) < Patience)
        {
            var mark = await host.Store.MarkAsync(job.Id, cancellationToken).ConfigureAwait(false);
            var now = await host.Store.GetAsync(job.Id, cancellationToken).ConfigureAwait(false);
            if (now.Owner is not null || now.State != JobState.Pending)
            {
                return now;
            }

            if (child.HasExited)
            {
                break;
            }

            await host.Store.WaitForChangeAsync(job.Id, mark, TimeSpan.FromMilliseconds(500), cancellationToken).ConfigureAwait(false);
        }

        var why = child.HasExited
            ? $"ended with {child.ExitCode}: {(await child.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim()}"
            : "did not take it in time";
        throw new NetBatchException(
            ErrorCode.OwnerLost,
            $"The process that should run the job '{job.Id}' {why}",
            "Resume the job here.");
    }

    /// <summary>Reads the secrets that <see cref="StartAsync"/> wrote to this process's standard input.</summary>
    public static async Task ReadSecretsAsync(Stream input, SecretSources into, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(into);
        using var document = await JsonDocument.ParseAsync(input, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var one in document.RootElement.EnumerateObject())
        {
            into.Supply(one.Name, new Secret(one.Value.GetProperty("user").GetString(), one.Value.GetProperty("secret").GetString()!));
        }
    }

    private static Process Launch(IReadOnlyList<string> command, long? maxMemory)
    {
        // A session of its own: closing the terminal or Ctrl+C in it reaches only the shell's.
        var newSession = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid");
        var start = new ProcessStartInfo(newSession ? "/usr/bin/setsid" : command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (maxMemory is { } most)
        {
            // In hexadecimal digits; the runtime refuses to grow its heap beyond it, and the watch pauses the job before that.
            start.Environment["DOTNET_GCHeapHardLimit"] = most.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var argument in newSession ? command : command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new NetBatchException(ErrorCode.OwnerLost, $"'{command[0]}' could not be started.");
    }

    private static async Task GiveSecretsAsync(Process child, SecretSources secrets, CancellationToken cancellationToken)
    {
        var pipe = child.StandardInput.BaseStream;
        await using (pipe.ConfigureAwait(false))
        {
            using var writer = new Utf8JsonWriter(pipe);
            writer.WriteStartObject();
            foreach (var (name, secret) in secrets.Supplied)
            {
                writer.WriteStartObject(name);
                writer.WriteString("user", secret.UserName);
                writer.WriteString("secret", secret.Reveal());
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
