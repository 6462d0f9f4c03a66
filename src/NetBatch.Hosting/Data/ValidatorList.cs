using NetBatch.Data.Validating;

namespace NetBatch.Hosting;

/// <summary>The validators, from their own declarations.</summary>
public static class ValidatorList
{
    /// <summary>Those of a name, by name.</summary>
    /// <param name="patterns">Names; <c>*</c> and <c>?</c> are wildcards, any case; empty: all.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a pattern matches none.</exception>
    public static IReadOnlyList<ValidatorInfo> Matching(IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return patterns.FirstOrDefault(pattern => !Validators.All.Any(one => Wildcard.Matches(pattern, one.Name))) is { } none
            ? throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no validator '{none}'.",
                $"There are: {string.Join(", ", Validators.All.Select(one => one.Name))}.")
            : [.. Validators.All.Where(one => Wildcard.MatchesAny(patterns, one.Name)).Select(Of)];
    }

    private static ValidatorInfo Of(Validator one) =>
        new(one.Name, one.Help, $"{one.Source}", Validators.ParametersOf(one), ValidatorExample.Of(one));
}
