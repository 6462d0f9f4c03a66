using NetBatch.Data.Validating;

namespace NetBatch.Hosting;

/// <summary>A validator, from its own declaration.</summary>
/// <param name="Name">Its name, such as <c>quality.nulls</c>.</param>
/// <param name="Help">What it finds.</param>
/// <param name="Source">Whether it compares with a second database: Never, Optional or Always.</param>
/// <param name="Parameters">What it takes.</param>
public sealed record ValidatorInfo(string Name, string Help, string Source, IReadOnlyList<WorkOption> Parameters)
{
    /// <summary>All validators by name.</summary>
    public static IReadOnlyList<ValidatorInfo> All { get; } =
        [.. Validators.All.Select(one => new ValidatorInfo(one.Name, one.Help, $"{one.Source}", Validators.ParametersOf(one)))];
}
