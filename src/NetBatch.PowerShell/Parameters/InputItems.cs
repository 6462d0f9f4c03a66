using System.Collections;
using System.Data;
using System.Management.Automation;
using System.Net;

namespace NetBatch.Commands;

/// <summary>What people give to a parameter, one by one, and what the properties of an object hold.</summary>
internal static class InputItems
{
    /// <summary>An object without PowerShell's wrapping, unless the wrapping is all there is.</summary>
    public static object? Unwrap(object? input) =>
        input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;

    /// <summary>The items of whatever PowerShell takes for a list, of lists within lists too; anything else is one item.</summary>
    public static IEnumerable<object?> Of(object? input) =>
        Unwrap(input) is { } given and not string && LanguagePrimitives.GetEnumerable(given) is { } list
            ? list.Cast<object?>().SelectMany(Of)
            : [input];

    /// <summary>Whether a parameter was given a list.</summary>
    public static bool IsList(object? input) =>
        Unwrap(input) is { } given and not string && LanguagePrimitives.GetEnumerable(given) is not null;

    /// <summary>The text of an object of .NET that is an address; null: it is none.</summary>
    public static string? Address(object? input) => input switch
    {
        IPAddress or IPEndPoint => input.ToString(),
        Uri link => link.OriginalString,
        _ => null,
    };

    /// <summary>A value as text, the same in every culture, as PowerShell's own conversion has it.</summary>
    public static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";

    /// <summary>Named values: the entries of a table, the columns of a database's row, or the properties of an object.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Fields(object input) => input switch
    {
        IDictionary table => table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", Plain(table[key]))),
        // Of a row of a database only the columns: it has properties of its own beside them.
        DataRow row => row.Table.Columns.Cast<DataColumn>().Select(column => KeyValuePair.Create(column.ColumnName, Plain(row[column]))),
        _ => PSObject.AsPSObject(input).Properties
            .Where(property => property.IsGettable && property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property)
            .Select(property => KeyValuePair.Create(property.Name, Plain(Value(property)))),
    };

    /// <summary>A property's value; null also where reading it fails, as everywhere in PowerShell.</summary>
    public static object? Value(PSPropertyInfo? property)
    {
        try
        {
            return property?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    /// <summary>Values without PowerShell's wrapping: lists as lists, tables and objects as tables, addresses as texts.</summary>
    private static object? Plain(object? value) => Unwrap(value) switch
    {
        PSObject custom => custom.Properties.ToDictionary(property => property.Name, property => Plain(Value(property))),
        IDictionary table => table.Keys.Cast<object>().ToDictionary(key => key.ToString()!, key => Plain(table[key])),
        string text => text,
        IEnumerable list and not Target => list.Cast<object?>().Select(Plain).ToArray(),
        // What the cmdlets of Windows give, such as the data of a DNS record; its properties come by an adapter.
        { } other when other.GetType().FullName == "Microsoft.Management.Infrastructure.CimInstance" =>
            PSObject.AsPSObject(value).Properties.ToDictionary(property => property.Name, property => Plain(Value(property))),
        var plain => Address(plain) ?? plain,
    };
}
