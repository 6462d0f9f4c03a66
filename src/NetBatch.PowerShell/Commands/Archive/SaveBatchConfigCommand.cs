using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Where versions of configurations are kept.</summary>
public enum ConfigStorage
{
    /// <summary>In the store alone.</summary>
    Store,
    /// <summary>In the store, and committed to a git repository.</summary>
    Git,
}

/// <summary>Keeps the configurations of devices: a new version only where something changed. Changes nothing on devices.</summary>
/// <remarks>
/// Starts a job of the kind backup. What changes by itself (times, counters, secrets that are encrypted anew each time) does not count, by
/// the platform's file and -Ignore. Versions are kept in the store byte for byte, and outlive the job; Get-BatchConfigHistory lists them,
/// Compare-BatchConfigVersion shows what changed, Restore-BatchConfig leads back. With -As Git each job is one commit, with one file a
/// device; passwords, keys and communities are left out there unless -IncludeSecret is given. Where the device says who changed it last,
/// the version and the commit say so, too. To keep them every night, make a job template of the kind backup and a schedule
/// (docs/backup.md).
/// </remarks>
/// <example>
/// <code>Save-BatchConfig -Device * -Credential admin -Wait | Get-BatchResult -Parsed | Where-Object Changed</code>
/// <para>Keeps all configurations and shows the devices whose configuration changed since the last time.</para>
/// </example>
/// <example>
/// <code>Save-BatchConfig -Device * -As Git -Path ~/configs -KeepDays 365 -Notify noc -Wait</code>
/// <para>One commit of all changes to a repository; versions older than a year are forgotten; whom noc names is told what changed.</para>
/// </example>
/// <example>
/// <code>Save-BatchConfig -Device core* -Part running, startup -Ignore 'set system time' -Wait</code>
/// <para>The startup configuration too, without lines that begin so.</para>
/// </example>
[Cmdlet(VerbsData.Save, "BatchConfig", SupportsShouldProcess = true)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class SaveBatchConfigCommand : JobStartingCommand
{
    /// <summary>What is read of each device: running, startup, set (as set commands), or another part that its platform's file names.
    /// Default: what the file says, mostly running.</summary>
    [Parameter]
    public string[] Part { get; set; } = [];

    /// <summary>Lines that do not count as a change: regular expressions, matched from the beginning of a line, beside those of the
    /// platform's file.</summary>
    [Parameter]
    public string[] Ignore { get; set; } = [];

    /// <summary>Where versions are kept: Store, or Git, which commits them to the repository of -Path too.</summary>
    [Parameter]
    public ConfigStorage As { get; set; }

    /// <summary>The folder of the git repository; it is made where there is none.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Passwords, keys and communities go into the git repository, too; a mark stands for them else.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>How many versions of each device and part stay; older ones are forgotten at the job's end.</summary>
    [Parameter]
    public int? KeepVersions { get; set; }

    /// <summary>For how many days versions stay; the newest of each device and part stays always.</summary>
    [Parameter]
    public int? KeepDays { get; set; }

    private protected override bool Changes => false;

    private protected override string Title => "backup";

    private protected override WorkSpec MakeWork() => WorkSpecs.Of("backup", new Hashtable
    {
        ["parts"] = Part.Length > 0 ? Part : null,
        ["ignore"] = Ignore.Length > 0 ? Ignore : null,
        ["as"] = As == ConfigStorage.Git ? "git" : null,
        ["path"] = this.PathOf(Path),
        ["includeSecret"] = IncludeSecret ? true : null,
        ["keepVersions"] = KeepVersions,
        ["keepDays"] = KeepDays,
    });
}
