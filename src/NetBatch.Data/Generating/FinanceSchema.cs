using System.Globalization;
using Bogus;
using NetBatch.Data.Metadata;
using static NetBatch.Data.Generating.Columns;

namespace NetBatch.Data.Generating;

/// <summary>Branches, merchants, accounts, card transactions, disputes, and each branch's day.</summary>
internal sealed class FinanceSchema : StarSchema
{
    private const int EventStream = 301;

    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "CHF"];
    private static readonly string[] Kinds = ["purchase", "refund", "withdrawal", "transfer"];
    private static readonly string[] Sectors = ["groceries", "travel", "fuel", "restaurants", "utilities", "electronics", "health",
        "clothing"];
    private static readonly string[] Grounds = ["not recognised", "duplicate", "amount differs", "not received"];

    public override string Name => "Finance";

    public override string Help => "Branches, merchants, accounts with history, transactions, disputes and each branch's day.";

    internal override TableFacts SiteFacts { get; } = new()
    {
        Name = "dim_branch",
        Columns = [Key("branch_key"), Text("branch_code", 10), Text("name", 80), Text("city", 60), Text("country", 60), Date("opened_on")],
        PrimaryKey = ["branch_key"],
        Indexes = [new("ux_dim_branch_code", ["branch_code"], Unique: true)],
    };

    internal override TableFacts ItemFacts { get; } = new()
    {
        Name = "dim_merchant",
        Columns = [Key("merchant_key"), Text("merchant_code", 12), Text("name", 80), Text("sector", 40), Money("fee_limit"),
            Flag("is_active")],
        PrimaryKey = ["merchant_key"],
        Indexes = [new("ux_dim_merchant_code", ["merchant_code"], Unique: true)],
    };

    internal override TableFacts PersonFacts { get; } = PersonHistory.Facts("dim_account", "account_key", "account_number", "account_type");

    internal override TableFacts SeriesFacts { get; } = new()
    {
        Name = "branch_day",
        Columns = [Key("branch_key"), Date("day"), Whole("visits"), Money("deposits")],
        PrimaryKey = ["branch_key", "day"],
        ForeignKeys = [To("branch_key", "dim_branch")],
    };

    internal override TableFacts EventFacts { get; } = new()
    {
        Name = "fact_transaction",
        Columns =
        [
            Key("transaction_id"), Text("reference", 16), Key("date_key"), Key("branch_key"), Key("merchant_key"), Key("account_key"),
            Date("booked_on"), Text("kind", 12), Text("currency", 3), Whole("instalments"), Money("fee"), Money("amount"),
            Time("loaded_at"),
        ],
        PrimaryKey = ["transaction_id"],
        Indexes = [new("ux_fact_transaction_reference", ["reference"], Unique: true)],
        ForeignKeys = [To("date_key", "dim_finance_date"), To("branch_key", "dim_branch"), To("merchant_key", "dim_merchant"),
            To("account_key", "dim_account")],
    };

    internal override TableFacts FollowUpFacts { get; } = new()
    {
        Name = "fact_dispute",
        Columns = [Key("dispute_id"), Key("transaction_id"), Date("opened_on"), Text("ground", 20), Money("claimed"), Flag("is_settled")],
        PrimaryKey = ["dispute_id"],
        ForeignKeys = [To("transaction_id", "fact_transaction")],
    };

    internal override string[] Segments { get; } = ["Checking", "Savings", "Credit", "Business"];

    internal override string SpotOf(Defect defect) => defect switch
    {
        Defect.NullValue => "email",
        Defect.DuplicateKey => "merchant_code",
        Defect.UnknownWord => "account_type",
        Defect.BadFormat => "phone",
        Defect.OutOfRange => "instalments",
        Defect.ChangedValue => "city",
        Defect.VersionOverlap => "valid_to",
        Defect.OrphanKey => "merchant_key",
        Defect.LateArrival => "loaded_at",
        Defect.WrongAmount => "amount",
        _ => "",
    };

    internal override string PersonCode(int person) => string.Create(CultureInfo.InvariantCulture, $"AC{person:D10}");

    internal override object?[] Site(int key, Faker faker) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"B{key:D4}"), $"{faker.Address.City()} {faker.Address.StreetName()}",
        faker.Address.City(), faker.Address.Country(),
        FirstDay.AddDays(-faker.Random.Number(100, 9000)),
    ];

    internal override object?[] Item(int key, Faker faker, int seed) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"M-{key:D8}"), faker.Company.CompanyName(), faker.PickRandom(Sectors),
        faker.Random.Number(500, 5000) / 100m, faker.Random.Bool(0.95f),
    ];

    internal override object?[] SeriesRow(int site, DateOnly day, ref SeededRandom dice)
    {
        var visits = 80 + (site * 7 % 100) + dice.Between(0, 60);
        return [(long)site, day, visits, visits * dice.Cents(5_000, 20_000)];
    }

    internal override object?[] Event(long row, Sizes sizes, int seed)
    {
        var day = DayOf(row, sizes);
        var dice = SeededRandom.At(seed, EventStream, row);
        var amount = dice.Cents(100, 200_000);
        return
        [
            row + 1, string.Create(CultureInfo.InvariantCulture, $"T{row + 1:D12}"), DateKey(day), dice.Skewed(sizes.Sites) + 1,
            dice.Skewed(sizes.Items) + 1,
            PersonKey((int)dice.Below(sizes.People), day, sizes, seed), day, dice.Of(Kinds), dice.Of(Currencies), dice.Between(1, 12),
            decimal.Round(amount / 100m, 2), amount, LoadedAt(day, ref dice),
        ];
    }

    internal override object?[] FollowUp(long row, Sizes sizes, int seed)
    {
        var about = Event(row * (sizes.Events / sizes.FollowUps), sizes, seed);
        var dice = SeededRandom.At(seed, (int)TableRole.FollowUp, row);
        return [row + 1, about[0], ((DateOnly)about[6]!).AddDays((int)dice.Between(1, 60)), dice.Of(Grounds), about[11], dice.Below(3) > 0];
    }
}
