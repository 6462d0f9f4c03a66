using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace NetBatch.Commands;

/// <summary>
/// A value that keeps its type and shows itself as the store's other exports do, whatever the culture: Export-Csv asks each value for
/// its text, which for bytes is the type's name and for times and fractions another one in each culture.
/// </summary>
public static class InvariantCell
{
    private static readonly MethodInfo Text = typeof(InvariantCell).GetMethod(nameof(ToText))!;

    /// <summary>Whether this culture writes fractions or numbers below zero otherwise than files do.</summary>
    internal static bool Differs => CultureInfo.CurrentCulture.NumberFormat is not { NumberDecimalSeparator: ".", NegativeSign: "-" };

    internal static PSObject Of(object value)
    {
        // Of a value that is boxed twice each box has members of its own.
        var cell = new PSObject(value);
        cell.Methods.Add(new PSCodeMethod(nameof(ToString), Text));
        return cell;
    }

    /// <summary>The value's text in files.</summary>
    /// <param name="cell">The value.</param>
    public static string ToText(PSObject cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return ValueText.Of(cell.BaseObject);
    }
}
