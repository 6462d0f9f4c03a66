using System.Globalization;
using Bogus;
using NetBatch.Data.Metadata;
using static NetBatch.Data.Generating.Columns;

namespace NetBatch.Data.Generating;

/// <summary>Shops, products, customers, sales by order line, returns, and each shop's day.</summary>
internal sealed class RetailSchema : StarSchema
{
    private const int PriceStream = 201;
    private const int OrderStream = 202;
    private const int LineStream = 203;
    private const int LinesInSix = 6;

    // Six rows are three orders of one, two and three lines: an order's lines are known from the row alone.
    private static readonly (int Order, int Line)[] Pattern = [(0, 1), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3)];

    public override string Name => "Retail";

    public override string Help => "Shops, products, customers with history, sales, returns and each shop's day.";

    internal override TableFacts SiteFacts { get; } = new()
    {
        Name = "dim_store",
        Columns = [Key("store_key"), Text("store_code", 10), Text("name", 80), Text("city", 60), Text("country", 60), Date("opened_on")],
        PrimaryKey = ["store_key"],
        Indexes = [new("ux_dim_store_code", ["store_code"], Unique: true)],
    };

    internal override TableFacts ItemFacts { get; } = new()
    {
        Name = "dim_product",
        Columns = [Key("product_key"), Text("sku", 12), Text("name", 80), Text("category", 40), Money("list_price"), Flag("is_active")],
        PrimaryKey = ["product_key"],
        Indexes = [new("ux_dim_product_sku", ["sku"], Unique: true)],
    };

    internal override TableFacts PersonFacts { get; } = PersonHistory.Facts("dim_customer", "customer_key", "customer_id", "segment");

    internal override TableFacts SeriesFacts { get; } = new()
    {
        Name = "store_day",
        Columns = [Key("store_key"), Date("day"), Whole("visitors"), Money("takings")],
        PrimaryKey = ["store_key", "day"],
        ForeignKeys = [To("store_key", "dim_store")],
    };

    internal override TableFacts EventFacts { get; } = new()
    {
        Name = "fact_sales",
        Columns =
        [
            Key("sale_id"), Text("order_number", 16), Whole("line_number"), Key("date_key"), Key("store_key"), Key("product_key"),
            Key("customer_key"),
            Date("sold_on"), Whole("quantity"), Money("unit_price"), Money("discount"), Money("amount"), Time("loaded_at"),
        ],
        PrimaryKey = ["sale_id"],
        ForeignKeys = [To("date_key", "dim_retail_date"), To("store_key", "dim_store"), To("product_key", "dim_product"),
            To("customer_key", "dim_customer")],
    };

    internal override TableFacts FollowUpFacts { get; } = new()
    {
        Name = "fact_returns",
        Columns = [Key("return_id"), Key("sale_id"), Date("returned_on"), Text("reason", 20), Whole("quantity"), Money("refund")],
        PrimaryKey = ["return_id"],
        ForeignKeys = [To("sale_id", "fact_sales")],
    };

    internal override string[] Segments { get; } = ["Consumer", "Corporate", "Home Office", "Small Business"];

    internal override string SpotOf(Defect defect) => defect switch
    {
        Defect.NullValue => "email",
        Defect.DuplicateKey => "sku",
        Defect.UnknownWord => "segment",
        Defect.BadFormat => "phone",
        Defect.OutOfRange => "quantity",
        Defect.ChangedValue => "city",
        Defect.VersionOverlap => "valid_to",
        Defect.OrphanKey => "product_key",
        Defect.LateArrival => "loaded_at",
        Defect.WrongAmount => "amount",
        _ => "",
    };

    internal override string PersonCode(int person) => string.Create(CultureInfo.InvariantCulture, $"C{person:D8}");

    internal override object?[] Site(int key, Faker faker) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"S{key:D4}"), faker.Company.CompanyName(), faker.Address.City(),
        faker.Address.Country(),
        FirstDay.AddDays(-faker.Random.Number(100, 9000)),
    ];

    internal override object?[] Item(int key, Faker faker, int seed) =>
    [
        (long)key, string.Create(CultureInfo.InvariantCulture, $"SKU-{key:D6}"), faker.Commerce.ProductName(),
        faker.Commerce.Categories(1)[0], Price(key, seed), faker.Random.Bool(0.95f),
    ];

    internal override object?[] SeriesRow(int site, DateOnly day, ref SeededRandom dice)
    {
        var visitors = 200 + (site * 13 % 400) + dice.Between(0, 120) + (day.DayOfWeek == DayOfWeek.Saturday ? 150 : 0);
        return [(long)site, day, visitors, visitors * dice.Cents(400, 900)];
    }

    internal override object?[] Event(long row, Sizes sizes, int seed)
    {
        var (within, line) = Pattern[row % LinesInSix];
        var order = (row / LinesInSix * 3) + within + 1;
        // All lines of an order fall on its first line's day, in one shop, to one customer.
        var of = SeededRandom.At(seed, OrderStream, order);
        var day = DayOf(row - line + 1, sizes);
        var store = of.Skewed(sizes.Sites) + 1;
        var customer = PersonKey((int)of.Below(sizes.People), day, sizes, seed);
        var dice = SeededRandom.At(seed, LineStream, row);
        var product = (int)dice.Skewed(sizes.Items) + 1;
        var quantity = dice.Between(1, 10);
        var price = Price(product, seed);
        var discount = dice.Below(4) == 0 ? decimal.Round(price * quantity * dice.Between(5, 30) / 100m, 2) : 0.00m;
        return
        [
            row + 1, string.Create(CultureInfo.InvariantCulture, $"O{order:D10}"), (long)line, DateKey(day), store, (long)product, customer,
            day, quantity, price, discount, (price * quantity) - discount, LoadedAt(day, ref dice),
        ];
    }

    internal override object?[] FollowUp(long row, Sizes sizes, int seed)
    {
        // Every so-many-th sale comes back; the sale is made again from its row.
        var sale = Event(row * (sizes.Events / sizes.FollowUps), sizes, seed);
        var dice = SeededRandom.At(seed, (int)TableRole.FollowUp, row);
        var quantity = dice.Between(1, (long)sale[8]!);
        return [row + 1, sale[0], ((DateOnly)sale[7]!).AddDays((int)dice.Between(1, 30)), dice.Of(Reasons), quantity,
            decimal.Round((decimal)sale[11]! * quantity / (long)sale[8]!, 2)];
    }

    private static readonly string[] Reasons = ["damaged", "wrong item", "not as described", "changed mind", "late"];

    private static decimal Price(int product, int seed)
    {
        var dice = SeededRandom.At(seed, PriceStream, product);
        return dice.Cents(199, 19_999);
    }
}
