using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch copy</c>: carries a file to devices, or from them.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "The file: of this machine, or with --fetch of the devices." };
        var destination = new Argument<string?>("destination")
        {
            Description = "Where it goes: a path on the devices, or a folder when it ends with / or :. Default: the folder that the "
                + "platform's file names. With --fetch a folder of this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var fetch = new Option<bool>("--fetch") { Description = "Fetch the file from the devices; each gets a folder of its name." };
        var protocol = new Option<string?>("--protocol") { Description = "auto (as the platform's file says, sftp first), sftp or scp." };
        var force = new Option<bool>("--force") { Description = "Write over a file of the name that is there." };
        var plain = new Option<bool>("--no-verify") { Description = "Check neither free space nor hash." };
        var bandwidth = Rate("--bandwidth", "Bytes a second of the whole job");
        var site = Rate("--site-bandwidth", "Bytes a second of the devices with the same label site");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("copy", "Carry a file to many devices, or from them.") { source, destination, fetch, protocol, force,
            plain, bandwidth, site, yes };
        return new JobStarter().AddTo(command, parsed =>
        {
            var (most, mostOfSite) = (Rate(parsed, bandwidth), Rate(parsed, site));
            var (from, to, gets) = (parsed.GetRequiredValue(source), parsed.GetValue(destination), parsed.GetValue(fetch));
            return (new WorkSpec("copy", 1, JobStarter.Given(new Dictionary<string, object?>
            {
                ["source"] = gets || from.Length == 0 ? from : Path.GetFullPath(from),
                ["destination"] = !gets || to is { Length: 0 } ? to : Path.GetFullPath(to ?? "."),
                ["fetch"] = gets ? true : null,
                ["protocol"] = parsed.GetValue(protocol),
                ["force"] = parsed.GetValue(force) ? true : null,
                ["verify"] = parsed.GetValue(plain) ? false : null,
                ["bandwidth"] = most,
                ["siteBandwidth"] = mostOfSite,
            })), "copy");
        }, ask: (parsed, preview) => ChangeQuestion.Ask(parsed.GetValue(yes), preview));
    }

    private static Option<string?> Rate(string name, string description) =>
        new(name) { Description = description + ": 5MB, 5MB/s, or in bits 40Mbit." };

    private static long? Rate(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } text ? null
        : ByteCount.Rate(text)
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"{option.Name} is '{text}'.", ByteCount.RateForms);
}
