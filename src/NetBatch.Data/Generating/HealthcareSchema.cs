using System.Globalization;
using Bogus;
using NetBatch.Data.Metadata;
using static NetBatch.Data.Generating.Columns;

namespace NetBatch.Data.Generating;

/// <summary>Hospitals, procedures, patients, encounters, claims, and each hospital's day. Nobody in it exists.</summary>
internal sealed class HealthcareSchema : StarSchema
{
    private const int EventStream = 401;

    private static readonly string[] Departments = ["cardiology", "radiology", "surgery", "paediatrics", "orthopaedics", "neurology",
        "oncology", "emergency"];
    private static readonly string[] Acts = ["Consultation", "Imaging", "Blood panel", "Biopsy", "Suture", "Cast", "Infusion", "Endoscopy",
        "Ultrasound", "Physiotherapy"];
    private static readonly string[] Kinds = ["inpatient", "outpatient", "emergency", "telehealth"];
    private static readonly string[] Verdicts = ["paid", "denied", "partly paid", "pending"];

    public override string Name => "Healthcare";

    public override string Help => "Hospitals, procedures, patients with history, encounters, claims and each hospital's day.";

    internal override TableFacts SiteFacts { get; } = new()
    {
        Name = "dim_facility",
        Columns = [Key("facility_key"), Text("facility_code", 10), Text("name", 80), Text("city", 60), Whole("beds"), Date("opened_on")],
        PrimaryKey = ["facility_key"],
        Indexes = [new("ux_dim_facility_code", ["facility_code"], Unique: true)],
    };

    internal override TableFacts ItemFacts { get; } = new()
    {
        Name = "dim_procedure",
        Columns = [Key("procedure_key"), Text("procedure_code", 12), Text("name", 80), Text("department", 40), Money("list_charge"),
            Flag("is_active")],
        PrimaryKey = ["procedure_key"],
        Indexes = [new("ux_dim_procedure_code", ["procedure_code"], Unique: true)],
    };

    internal override TableFacts PersonFacts { get; } = PersonHistory.Facts("dim_patient", "patient_key", "patient_number", "insurance");

    internal override TableFacts SeriesFacts { get; } = new()
    {
        Name = "facility_day",
        Columns = [Key("facility_key"), Date("day"), Whole("admissions"), Money("charges")],
        PrimaryKey = ["facility_key", "day"],
        ForeignKeys = [To("facility_key", "dim_facility")],
    };

    internal override TableFacts EventFacts { get; } = new()
    {
        Name = "fact_encounter",
        Columns =
        [
            Key("encounter_id"), Text("encounter_number", 16), Key("date_key"), Key("facility_key"), Key("procedure_key"),
            Key("patient_key"),
            Date("admitted_on"), Text("kind", 12), Whole("stay_days"), Money("covered"), Money("amount"), Time("loaded_at"),
        ],
        PrimaryKey = ["encounter_id"],
        Indexes = [new("ux_fact_encounter_number", ["encounter_number"], Unique: true)],
        ForeignKeys = [To("date_key", "dim_healthcare_date"), To("facility_key", "dim_facility"), To("procedure_key", "dim_procedure"),
            To("patient_key", "dim_patient")],
    };

    internal override TableFacts FollowUpFacts { get; } = new()
    {
        Name = "fact_claim",
        Columns = [Key("claim_id"), Key("encounter_id"), Date("filed_on"), Text("verdict", 20), Money("claimed"), Money("paid").OrNull()],
        PrimaryKey = ["claim_id"],
        ForeignKeys = [To("encounter_id", "fact_encounter")],
    };

    internal override string[] Segments { get; } = ["Public", "Private", "Employer", "None"];

    internal override string SpotOf(Defect defect) => defect switch
    {
        Defect.NullValue => "email",
        Defect.DuplicateKey => "procedure_code",
        Defect.UnknownWord => "insurance",
        Defect.BadFormat => "phone",
        Defect.OutOfRange => "stay_days",
        Defect.ChangedValue => "city",
        Defect.VersionOverlap => "valid_to",
        Defect.OrphanKey => "procedure_key",
        Defect.LateArrival => "loaded_at",
        Defect.WrongAmount => "amount",
        _ => "",
    };

    internal override string PersonCode(int person) => string.Create(CultureInfo.InvariantCulture, $"P{person:D9}");

    internal override object?[] Site(int key, Faker faker) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"H{key:D4}"), $"{faker.Name.LastName()} Hospital", faker.Address.City(),
        (long)faker.Random.Number(20, 900),
        FirstDay.AddDays(-faker.Random.Number(100, 20_000)),
    ];

    internal override object?[] Item(int key, Faker faker, int seed) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"X{key:D6}"), $"{faker.PickRandom(Acts)}, form {key}",
        faker.PickRandom(Departments), faker.Random.Number(2_000, 900_000) / 100m, faker.Random.Bool(0.97f),
    ];

    internal override object?[] SeriesRow(int site, DateOnly day, ref SeededRandom dice)
    {
        var admissions = 20 + (site * 3 % 40) + dice.Between(0, 25);
        return [(long)site, day, admissions, admissions * dice.Cents(20_000, 150_000)];
    }

    internal override object?[] Event(long row, Sizes sizes, int seed)
    {
        var day = DayOf(row, sizes);
        var dice = SeededRandom.At(seed, EventStream, row);
        var amount = dice.Cents(5_000, 2_000_000);
        var kind = dice.Of(Kinds);
        return
        [
            row + 1, string.Create(CultureInfo.InvariantCulture, $"E{row + 1:D12}"), DateKey(day), dice.Skewed(sizes.Sites) + 1,
            dice.Skewed(sizes.Items) + 1,
            PersonKey((int)dice.Below(sizes.People), day, sizes, seed), day, kind, kind == "inpatient" ? dice.Between(1, 30) : 0L,
            decimal.Round(amount * dice.Between(0, 100) / 100m, 2), amount, LoadedAt(day, ref dice),
        ];
    }

    internal override object?[] FollowUp(long row, Sizes sizes, int seed)
    {
        var about = Event(row * (sizes.Events / sizes.FollowUps), sizes, seed);
        var dice = SeededRandom.At(seed, (int)TableRole.FollowUp, row);
        var verdict = dice.Of(Verdicts);
        var claimed = (decimal)about[9]!;
        decimal? paid = verdict switch { "paid" => claimed, "denied" => 0.00m, "pending" => null, _ => decimal.Round(claimed / 2m, 2) };
        return [row + 1, about[0], ((DateOnly)about[6]!).AddDays((int)dice.Between(1, 45)), verdict, claimed, paid];
    }
}
