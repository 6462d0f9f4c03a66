using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>How a file is carried.</summary>
public enum FileProtocol
{
    /// <summary>As the platform's file says, SFTP first.</summary>
    Auto,
    /// <summary>SFTP, which goes on with a transfer that was cut.</summary>
    Sftp,
    /// <summary>scp's own protocol, for devices that have no SFTP.</summary>
    Scp,
}

/// <summary>Carries a file to devices, or with -Fetch from them, by SFTP or scp.</summary>
/// <remarks>
/// Starts a job of the kind copy. Over SFTP a file goes under a name of its own first, is gone on with after a cut, and has its name only
/// when it is whole. Free space is checked before and the hash after, by the device's own command where its platform's file names one. A
/// file of the name that is there is left alone where it is the same, and is an error where it is another, unless -Force is given. It
/// changes the device: it asks, and locks it.
/// </remarks>
/// <example>
/// <code>Copy-BatchFile -Device core* -Source ./image.bin -Destination flash: -BatchSize 5 -Bandwidth 5MB -Credential admin -Wait</code>
/// <para>An image to some devices, five at a time, at 5 MB a second in all.</para>
/// </example>
/// <example>
/// <code>Copy-BatchFile -Device r* -Fetch -Source /var/log/messages -Destination ./logs -Wait | Get-BatchResult -Parsed</code>
/// <para>A file of each device, into a folder of its name.</para>
/// </example>
[Cmdlet(VerbsCommon.Copy, "BatchFile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BatchJob), typeof(Job))]
public sealed class CopyBatchFileCommand : JobStartingCommand
{
    /// <summary>The file: of this machine, or with -Fetch of the devices.</summary>
    [Parameter(Mandatory = true)]
    public string Source { get; set; } = "";

    /// <summary>Where it goes: a path on the devices, or a folder when it ends with / or :. Default: the folder that the platform's file
    /// names. With -Fetch a folder of this machine, in which each device has one of its name.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Fetch the file from the devices.</summary>
    [Parameter]
    public SwitchParameter Fetch { get; set; }

    /// <summary>Auto (as the platform's file says, SFTP first), Sftp or Scp.</summary>
    [Parameter]
    public FileProtocol Protocol { get; set; }

    /// <summary>Do not ask, and write over a file of the name that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Check neither free space nor hash.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Bytes a second of the whole job: 5MB, 5MB/s (1 MB is 1,048,576 bytes), or in bits 40Mbit.</summary>
    [Parameter]
    [ByteRate]
    public long? Bandwidth { get; set; }

    /// <summary>Bytes a second of the devices with the same label site, in the same forms.</summary>
    [Parameter]
    [ByteRate]
    public long? SiteBandwidth { get; set; }

    private protected override bool Changes => !Fetch;

    private protected override string Title => "copy";

    private protected override bool MayStart(JobPreview preview) => MayStart(preview, risky: !Fetch, Force);

    private protected override WorkSpec MakeWork() => WorkSpecs.Of("copy", new Hashtable
    {
        ["source"] = Fetch ? Source : this.PathOf(Source),
        ["destination"] = Fetch ? this.PathOf(Destination ?? ".") : Destination,
        ["fetch"] = Fetch ? true : null,
        ["protocol"] = Protocol switch { FileProtocol.Sftp => "sftp", FileProtocol.Scp => "scp", _ => null },
        ["force"] = Force ? true : null,
        ["verify"] = NoVerify ? false : null,
        ["bandwidth"] = Bandwidth,
        ["siteBandwidth"] = SiteBandwidth,
    });
}
