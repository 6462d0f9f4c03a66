using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>The secrets of a call: given as PSCredential, which stay in this process's memory, or by reference.</summary>
internal sealed class JobCredentials
{
    private readonly List<(string Role, string Parameter, PSCredential? Given, string? Reference)> all = [];

    public JobCredentials With(string role, string parameter, PSCredential? given, string? reference = null)
    {
        if (given is not null && reference is not null)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"-{parameter} and -{parameter}Name were both given.",
                "Give one of them.");
        }

        // An empty credential is what PowerShell makes of $null and of an aborted question.
        all.Add((role, parameter, ReferenceEquals(given, PSCredential.Empty) ? null : given, reference));
        return this;
    }

    /// <summary>Whether a secret itself was given.</summary>
    public bool AnyGiven => all.Exists(one => one.Given is not null);

    /// <summary>The reference for a role, or null; a secret that was given is kept by the host under it.</summary>
    public CredentialReference? Reference(NetBatchHost host, string role)
    {
        var (_, _, given, reference) = all.Find(one => one.Role == role);
        return given is not null ? host.Secrets.SupplyAs(role, given.ToSecret())
            : reference is not null ? CredentialReference.Parse(reference)
            : null;
    }

    /// <summary>Gives secrets again to a job that was started with others like them.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the job uses none of that role.</exception>
    public async Task ReplaceAsync(NetBatchHost host, string jobId, CancellationToken cancellationToken)
    {
        if (!AnyGiven)
        {
            return;
        }

        List<Target> targets = [];
        await foreach (var run in host.Store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            targets.Add(run.Target);
        }

        foreach (var (role, parameter, given, _) in all.Where(one => one.Given is not null))
        {
            if (!host.Secrets.SupplyAgain(role, given!.ToSecret(), targets))
            {
                throw new NetBatchException(
                    ErrorCode.InvalidArgument,
                    $"The job '{jobId}' was started without a -{parameter}, so there is none to replace.",
                    "Leave it out: its devices name the sources of their own secrets.");
            }
        }
    }
}
