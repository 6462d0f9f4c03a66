using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>How a job gets in to its devices, for every cmdlet that starts one.</summary>
public abstract class CredentialJobCommand : NamedJobCommand
{
    /// <summary>User name and password for devices that have no credential of their own. They stay in this process's memory.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Where the login's secret is, instead of -Credential: env:NAME, vault:NAME, key:PATH or agent, with user@ in front where the
    /// user is not known otherwise.</summary>
    [Parameter]
    public string? CredentialName { get; set; }

    /// <summary>The secret for privilege (enable, sudo) of devices that name none; the user name in it is not used.</summary>
    [Parameter]
    [Credential]
    public PSCredential? EnableCredential { get; set; }

    /// <summary>Where the secret for privilege is, instead of -EnableCredential: env:NAME or vault:NAME.</summary>
    [Parameter]
    public string? EnableCredentialName { get; set; }

    /// <summary>User name and password for jump hosts that have no credential of their own.</summary>
    [Parameter]
    [Credential]
    public PSCredential? JumpCredential { get; set; }

    /// <summary>Where the secret for jump hosts is, instead of -JumpCredential: env:NAME, vault:NAME, key:PATH or agent.</summary>
    [Parameter]
    public string? JumpCredentialName { get; set; }

    /// <summary>Where the one-time codes of logins come from, of devices that name no source: prompt (asked at each login, of whoever waits
    /// for the job), env:NAME or vault:NAME. A code is given once and never kept; the password is never given for one.</summary>
    [Parameter]
    public string? OneTimeCode { get; set; }

    /// <summary>The targets with the secrets of this call, and the platform, where they have none of their own.</summary>
    private protected IReadOnlyList<Target> WithCredentials(NetBatchHost host, IEnumerable<Target> targets, string? platform)
    {
        var credentials = Given();
        return TargetSelection.WithOneTimeCode(TargetSelection.WithDefaults(
            targets,
            platform,
            credentials.Reference(host, SecretSources.Login),
            credentials.Reference(host, SecretSources.Enable),
            credentials.Reference(host, SecretSources.Jump)), OneTimeCode);
    }

    /// <summary>Says which secrets of this call no device takes: who gives a password believes that it is tried.</summary>
    private protected async Task WarnUnusedAsync(Session session, JobSpec spec)
    {
        var devices = spec.Targets.OfType<Device>().ToArray();
        var credentials = Given();
        var hops = devices.SelectMany(device => device.Jump).ToArray();
        foreach (var (role, parameter, what, taken) in new (string, string, string, IEnumerable<CredentialReference?>)[]
        {
            (SecretSources.Login, nameof(Credential), "each device of this job names a credential of its own",
                devices.Select(device => device.Credential)),
            (SecretSources.Enable, nameof(EnableCredential), "each device of this job names a secret for privilege of its own",
                devices.Select(device => device.EnableCredential)),
            (SecretSources.Jump, nameof(JumpCredential), hops.Length == 0 ? "no device of this job has a jump host"
                : "each jump host names a credential of its own", hops.Select(hop => hop.Credential)),
        })
        {
            // The user may come from the inventory; the secret is the same one.
            if (devices.Length > 0 && credentials.Reference(session.Host, role) is { } given
                && !taken.Any(one => one is not null && one with { UserName = null } == given with { UserName = null }))
            {
                await session.WarnAsync($"The -{parameter} is not used: {what}. Set-BatchDevice changes what the inventory says.");
            }
        }
    }

    private JobCredentials Given() => new JobCredentials()
        .With(SecretSources.Login, nameof(Credential), Credential, CredentialName)
        .With(SecretSources.Enable, nameof(EnableCredential), EnableCredential, EnableCredentialName)
        .With(SecretSources.Jump, nameof(JumpCredential), JumpCredential, JumpCredentialName);
}
