using System.Globalization;

namespace NetBatch.Inventory.Problems;

/// <summary>One thing that is wrong with an inventory.</summary>
/// <param name="Line">Line in the source, from 1, or null where the source has no lines.</param>
/// <param name="Column">Name of the column or field, or null.</param>
/// <param name="Message">One sentence that quotes the value unless it may be a secret.</param>
/// <param name="Remedy">What the user should do.</param>
/// <param name="Code">The code that this problem alone would be reported under.</param>
/// <param name="Source">The file, where it is another one than the inventory itself.</param>
/// <param name="Character">The character in the line, from 1, where a text is broken.</param>
internal sealed record Problem(
    int? Line, string? Column, string Message, string Remedy, ErrorCode Code = ErrorCode.InvalidInventory, string? Source = null,
    int? Character = null)
{
    /// <summary>Source, line, column and sentence, in that order; the remedy apart.</summary>
    public string Describe(string? source)
    {
        var place = Source ?? source ?? "";
        if (Line is { } line)
        {
            place += string.Create(CultureInfo.InvariantCulture, $"{(place.Length > 0 ? " " : "")}line {line}");
        }

        if (Character is { } character)
        {
            place += string.Create(CultureInfo.InvariantCulture, $", character {character}");
        }

        if (Column is not null)
        {
            place += $"{(place.Length > 0 ? ", " : "")}column '{QuotedText.Plain(Column)}'";
        }

        return place.Length > 0 ? $"{place}: {Message}" : Message;
    }
}
