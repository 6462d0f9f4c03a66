using NetBatch.Lab;

namespace NetBatch.Reliability.Tests.Deploys;

/// <summary>Where a deploy is cut.</summary>
/// <param name="Number">The place of its platform; the first IOS device has an archive.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Command">The command at which it is cut, with placeholders for the device's name and for what the deploy calls itself
/// there.</param>
/// <param name="Way">How.</param>
internal sealed record CutStep(int Number, string Platform, string Command, string Way)
{
    /// <summary>Cut when the command was done, before its answer, once or each time.</summary>
    public static readonly string[] Cuts = ["drop*1", "drop"];

    /// <summary>The command is not done, and no answer ever comes: a rollback waits for it for its own limit, 300 s.</summary>
    public static readonly string[] Silences = ["hang*1", "hang"];

    private const string Name = "NAME";
    private const string Mark = "MARK";

    public bool HasArchive => Number == 0;

    /// <summary>A step as a device received it.</summary>
    public static CutStep Of(int number, string platform, string command, string device, string job) =>
        new(number, platform, command.Replace(MarkOf(device, job), Mark, StringComparison.Ordinal)
            .Replace(device, Name, StringComparison.Ordinal), "");

    public LabFault FaultOf(string device, string job) => LabFault.Parse(
        $"{Way}={Command.Replace(Name, device, StringComparison.Ordinal).Replace(Mark, MarkOf(device, job), StringComparison.Ordinal)}");

    /// <summary>netbatch, the job, the number of the target and of the attempt.</summary>
    private static string MarkOf(string device, string job) => $"netbatch-{job[6..]}-{device[1..]}-1";
}
