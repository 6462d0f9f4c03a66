namespace NetBatch;

/// <summary>What the targets of a kind of work are called where a job is shown: a pipeline is no device.</summary>
public static class TargetNoun
{
    /// <summary>One of them: device, instance or pipeline.</summary>
    /// <param name="kind">The kind of work, such as <c>command</c> or <c>pipeline</c>.</param>
    public static string Of(string kind) => kind switch
    {
        "pipeline" => "pipeline",
        "workflow" or "generate" or "metadata" => "instance",
        _ => "device",
    };

    /// <summary>The same at the beginning of a line or a column: Device, Instance or Pipeline.</summary>
    /// <param name="kind">The kind of work.</param>
    public static string Title(string kind) => Of(kind) switch
    {
        "pipeline" => "Pipeline",
        "instance" => "Instance",
        _ => "Device",
    };
}
