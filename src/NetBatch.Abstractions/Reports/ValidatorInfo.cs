namespace NetBatch;

/// <summary>What a pipeline can check, from the validator's own declaration.</summary>
/// <param name="Name">Its name, such as <c>quality.nulls</c>.</param>
/// <param name="Help">What it finds.</param>
/// <param name="Source">Whether it compares with a second database: Never, Optional or Always.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Example">A step of a pipeline, in YAML.</param>
public sealed record ValidatorInfo(string Name, string Help, string Source, IReadOnlyList<WorkOption> Parameters, string Example);
