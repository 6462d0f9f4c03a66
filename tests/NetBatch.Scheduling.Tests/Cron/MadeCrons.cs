using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace NetBatch.Scheduling.Tests.Cron;

/// <summary>Makes cron expressions: stars, numbers, names, ranges, steps and lists of them, days of both kinds.</summary>
internal static class MadeCrons
{
    private static readonly string[] Months = ["", "jan", "FEB", "Mar", "apr", "MAY", "Jun", "jul", "AUG", "Sep", "oct", "NOV", "Dec"];
    private static readonly string[] WeekDays = ["sun", "MON", "Tue", "wed", "THU", "Fri", "sat"];

    public static Arbitrary<MadeCron> Any() => Cron(Field(0, 59, []), Field(0, 23, []));

    /// <summary>Those of the small hours, in which clocks are changed.</summary>
    public static Arbitrary<MadeCron> OfTheNight() =>
        Cron(Field(0, 59, []), Gen.Frequency((4, Field(0, 23, [], 4)), (1, Gen.Constant(Star(0, 23)))));

    private static Arbitrary<MadeCron> Cron(Gen<MadeField> minutes, Gen<MadeField> hours) =>
        (from minute in minutes
         from hour in hours
         from day in Mostly(Star(1, 31), Field(1, 31, []))
         from month in Mostly(Star(1, 12), Field(1, 12, Months))
         from week in Mostly(Star(0, 7), Field(0, 7, WeekDays))
         select new MadeCron(minute, hour, day, month, week)).ToArbitrary();

    private static Gen<MadeField> Mostly(MadeField star, Gen<MadeField> other) => Gen.Frequency((1, Gen.Constant(star)), (1, other));

    private static MadeField Star(int least, int most) => new([new MadeItem("*", least, most)]);

    /// <param name="least">The field's least value.</param>
    /// <param name="most">Its most.</param>
    /// <param name="names">Names of its values.</param>
    /// <param name="highest">The highest that is written; a star means all the same.</param>
    private static Gen<MadeField> Field(int least, int most, string[] names, int? highest = null)
    {
        var number = Gen.Choose(least, highest ?? most);
        var word = number.SelectMany(value => Word(value, names).Select(text => new MadeItem(text, value, value)));
        var range = from one in number
                    from other in number
                    from first in Word(Math.Min(one, other), names)
                    from last in Word(Math.Max(one, other), names)
                    select new MadeItem($"{first}-{last}", Math.Min(one, other), Math.Max(one, other));
        var stepped = from whole in range
                      from step in Gen.Choose(1, Math.Max(1, most / 2))
                      select whole with { Text = $"{whole.Text}/{step}", Step = step };
        var every = Gen.Choose(1, Math.Max(1, most / 2)).Select(step => new MadeItem($"*/{step}", least, most, step));
        var list = from count in Gen.Choose(1, 4)
                   from items in Gen.Frequency((4, word), (2, range), (1, stepped)).ListOf(count)
                   select new MadeField([.. items]);
        return Gen.Frequency((1, Gen.Constant(Star(least, most))), (2, every.Select(one => new MadeField([one]))), (5, list));
    }

    /// <summary>The number, or its name where it has one.</summary>
    private static Gen<string> Word(int value, string[] names) =>
        Gen.Elements<string>(value < names.Length && names[value].Length > 0 ? [Number(value), names[value]] : [Number(value)]);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
