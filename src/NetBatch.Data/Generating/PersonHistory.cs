using System.Globalization;
using NetBatch.Data.Metadata;
using static NetBatch.Data.Generating.Columns;

namespace NetBatch.Data.Generating;

/// <summary>
/// People with a history: every fifth moves once, which closes the first version on that day and opens the second.
/// A version holds from <c>valid_from</c> to before <c>valid_to</c>; the current one has no end.
/// </summary>
internal static class PersonHistory
{
    private const int MoveStream = 101;

    public static TableFacts Facts(string table, string key, string code, string segment) => new()
    {
        Name = table,
        Columns =
        [
            Key(key), Text(code, 20), Text("full_name", 80), Text("email", 120).OrNull(), Text("phone", 20), Text("city", 60),
            Text(segment, 20),
            Date("valid_from"), Date("valid_to").OrNull(), Flag("is_current"),
        ],
        PrimaryKey = [key],
        Indexes = [new($"ux_{table}_version", [code, "valid_from"], Unique: true)],
    };

    public static IEnumerable<object?[]> Rows(StarSchema schema, Sizes sizes, int seed)
    {
        var faker = StarSchema.NewFaker(seed, (int)TableRole.Person);
        for (var person = 0; person < sizes.People; person++)
        {
            var first = faker.Name.FirstName();
            var last = faker.Name.LastName();
            var mail = string.Create(CultureInfo.InvariantCulture, $"{Letters(first)}.{Letters(last)}{person + 1}@example.com");
            var phone = faker.Phone.PhoneNumber("+1-###-###-####");
            var since = StarSchema.FirstDay.AddDays(-faker.Random.Number(1, 1000));
            object?[] row =
            [
                (long)FirstKey(person), schema.PersonCode(person + 1), $"{first} {last}", mail, phone, faker.Address.City(),
                schema.Segments[faker.Random.Number(schema.Segments.Length - 1)], since, null, true,
            ];
            if (!HasMoved(person))
            {
                yield return row;
                continue;
            }

            var moved = MovedOn(person, sizes, seed);
            object?[] second = [.. row];
            row[8] = moved;
            row[9] = false;
            yield return row;
            second[0] = (long)FirstKey(person) + 1;
            second[5] = faker.Address.City();
            second[7] = moved;
            yield return second;
        }
    }

    public static long KeyOn(int person, DateOnly day, Sizes sizes, int seed) =>
        FirstKey(person) + (HasMoved(person) && day >= MovedOn(person, sizes, seed) ? 1 : 0);

    // Keys run without gaps: each earlier mover has taken one more.
    private static int FirstKey(int person) => person + (person / StarSchema.HistoryEvery) + 1;

    private static bool HasMoved(int person) => person % StarSchema.HistoryEvery == StarSchema.HistoryEvery - 1;

    private static DateOnly MovedOn(int person, Sizes sizes, int seed)
    {
        var dice = SeededRandom.At(seed, MoveStream, person);
        return StarSchema.FirstDay.AddDays((int)dice.Between(1, sizes.Days - 1));
    }

    private static string Letters(string name) => new([.. name.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
}
