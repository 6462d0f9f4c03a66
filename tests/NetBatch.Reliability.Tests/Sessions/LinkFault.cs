namespace NetBatch.Reliability.Tests.Sessions;

/// <summary>What happens to a connection on its way.</summary>
internal enum LinkFaultKind
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Both sides are reset.</summary>
    Reset,
    /// <summary>Both sides are closed in order.</summary>
    Close,
    /// <summary>The side that speaks is closed; the other may go on to speak.</summary>
    CloseOneSide,
    /// <summary>Nothing comes through any more, and nobody is told.</summary>
    Stall,
    /// <summary>From there on byte after byte comes, slowly.</summary>
    Drip,
    /// <summary>One bit of one byte is another.</summary>
    Flip,
}

/// <summary>A fault of a connection.</summary>
/// <param name="Kind">What.</param>
/// <param name="FromDevice">In which direction: what the device says, or what it is told.</param>
/// <param name="After">After how many bytes of that direction.</param>
internal sealed record LinkFault(LinkFaultKind Kind, bool FromDevice, int After)
{
    private static readonly LinkFaultKind[] Kinds = Enum.GetValues<LinkFaultKind>();

    /// <summary>A key exchange has some 3,500 bytes each way, a login and a few commands as many again.</summary>
    public static LinkFault Draw(Random random) => new(Kinds[random.Next(Kinds.Length)], random.Next(2) == 0, random.Next(9000));
}
