using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Devices;

/// <summary>A configuration in a file or a checkpoint.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="At">When it was written.</param>
/// <param name="User">Who wrote it.</param>
internal sealed record SavedConfig(ConfigNode Config, DateTimeOffset At, string User);

/// <summary>An entry of a commit database.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Before">The configuration before it.</param>
/// <param name="At">When it was made.</param>
/// <param name="User">Who made it.</param>
/// <param name="Client">By what: <c>CLI</c>, or <c>Rollback</c> where the device did it.</param>
/// <param name="After">The configuration behind it.</param>
/// <param name="Label">What its maker called it, or null.</param>
/// <param name="Comment">What its maker said of it, or null.</param>
internal sealed record ConfigCommit(
    long Id, ConfigNode Before, DateTimeOffset At, string User, string Client, ConfigNode After, string? Label = null,
    string? Comment = null);

/// <summary>A configuration that Junos has committed.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="At">When it was committed.</param>
/// <param name="User">Who committed it.</param>
/// <param name="Via">By what: <c>cli</c>, or <c>other</c>.</param>
/// <param name="Note">What <c>show system commit</c> says besides, or null.</param>
internal sealed record JunosCommit(JunosConfig Config, DateTimeOffset At, string User, string Via, string? Note = null);
