using NetBatch.Data.Validating.Checks;

namespace NetBatch.Data.Validating;

/// <summary>All validators, by name.</summary>
public static class Validators
{
    /// <summary>All, by name.</summary>
    public static IReadOnlyList<Validator> All { get; } =
    [
        .. new Validator[]
        {
            new TablesCheck(), new ColumnsCheck(), new TypesCheck(), new NullabilityCheck(), new ConstraintsCheck(), new EvolutionCheck(),
            new CountCheck(), new NullsCheck(), new UniqueCheck(), new DomainCheck(), new RegexCheck(), new RangeCheck(),
            new OutliersCheck(),
            new DistributionCheck(), new StatisticsCheck(), new ChecksumCheck(),
            new BusinessKeyCheck(), new SurrogateKeyCheck(), new CompositeKeyCheck(), new Scd1Check(), new Scd2Check(),
            new ConformanceCheck(), new LateArrivalCheck(), new ForeignKeyCheck(), new AcrossCheck(),
            new AggregateCheck(), new RatioCheck(),
            new ContinuityCheck(), new PeriodDuplicatesCheck(), new PeriodOverPeriodCheck(), new DriftCheck(),
            new QueryCheck(), new ScriptCheck(), new CommandCheck(),
        }.OrderBy(one => one.Name, StringComparer.Ordinal),
    ];

    /// <summary>A validator by name, in any case; null where there is none.</summary>
    public static Validator? Find(string name) =>
        All.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Everything a validator takes.</summary>
    public static IReadOnlyList<WorkOption> ParametersOf(Validator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return [.. validator.Parameters, .. Options.OfAll.Where(option => validator.Parameters.All(own => own.Name != option.Name))];
    }
}
