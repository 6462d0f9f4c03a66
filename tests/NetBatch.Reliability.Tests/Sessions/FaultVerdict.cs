using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Sessions;

/// <summary>With which codes a run may end whose session had a fault: what a user would find out on the way to the device.</summary>
internal static class FaultVerdict
{
    private static readonly ErrorCode[] Cut = [ErrorCode.ConnectionClosed, ErrorCode.SessionClosed];
    private static readonly ErrorCode[] Silent =
        [ErrorCode.ConnectTimeout, ErrorCode.LoginTimeout, ErrorCode.PromptTimeout, ErrorCode.DeadlineExceeded];

    /// <summary>A spoiled byte of the key exchange is a spoiled version, list, key or signature; later it is a packet that is not
    /// what it says (RFC 4253, 6.4): the connection is cut by whoever sees it, or waits for a packet of a wrong length.</summary>
    private static readonly ErrorCode[] Spoiled =
        [.. Cut, .. Silent, ErrorCode.ConnectFailed, ErrorCode.NoCommonAlgorithm, ErrorCode.HostKeyChanged];

    /// <summary>A healthy session may be too slow where the tests share the machine.</summary>
    public static IReadOnlyList<ErrorCode> Of(FaultyLink link) =>
        !link.Struck && !Campaign.IsLong ? [.. Of(link.Fault.Kind), .. Silent] : Of(link.Fault.Kind);

    private static ErrorCode[] Of(LinkFaultKind kind) => kind switch
    {
        LinkFaultKind.None => [],
        LinkFaultKind.Stall or LinkFaultKind.Drip => Silent,
        LinkFaultKind.Flip => Spoiled,
        // Whoever goes on to speak to a closed side may be told, or hear nothing.
        LinkFaultKind.CloseOneSide => [.. Cut, .. Silent],
        _ => Cut,
    };

    public static IReadOnlyList<ErrorCode> Of(LabFaultKind kind) => kind switch
    {
        LabFaultKind.Refuse => [ErrorCode.ConnectionRefused],
        LabFaultKind.Stall => [ErrorCode.ConnectTimeout],
        LabFaultKind.Garbage => [ErrorCode.ConnectFailed, ErrorCode.ConnectionClosed],
        LabFaultKind.ChangedHostKey => [ErrorCode.HostKeyChanged],
        LabFaultKind.Drop => [ErrorCode.SessionClosed],
        LabFaultKind.Hang => [ErrorCode.LoginTimeout, ErrorCode.PromptTimeout],
        LabFaultKind.WrongPrompt => [ErrorCode.LoginTimeout, ErrorCode.PromptTimeout],
        LabFaultKind.SessionLimit => [ErrorCode.SessionLimit],
        LabFaultKind.PasswordExpired => [ErrorCode.PasswordExpired],
        _ => [],
    };

    /// <summary>Faults through which all of the output comes.</summary>
    public static bool IsHarmless(LabFaultKind kind) => kind is LabFaultKind.Noise or LabFaultKind.SlowLogin or LabFaultKind.Delay;
}
