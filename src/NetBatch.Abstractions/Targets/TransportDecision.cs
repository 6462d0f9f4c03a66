namespace NetBatch;

/// <summary>By which transport a device is reached, and why.</summary>
/// <param name="Transport"><see cref="DeviceTransport.SshNet"/> or <see cref="DeviceTransport.OpenSsh"/>.</param>
/// <param name="Reason">The rule, with the file and line that it comes from, for people.</param>
public sealed record TransportDecision(DeviceTransport Transport, string Reason);
