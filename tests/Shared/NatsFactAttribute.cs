namespace NetBatch.Testing;

/// <summary>A test that needs what the lab needs, and nats-server; where one is missing it is skipped, says which, and is counted as
/// skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NatsFactAttribute : FactAttribute
{
    public NatsFactAttribute() => Skip = SshdFactAttribute.Missing
        ?? (File.Exists("/usr/sbin/nats-server") ? null : "nats-server is not installed (apt-get install nats-server)");
}
