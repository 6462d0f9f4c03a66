using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>
/// Takes the texts that name things, or the things themselves: <c>Stop-BatchJob $job</c> does what <c>$job | Stop-BatchJob</c> does.
/// PowerShell alone would take the object's text for a name.
/// </summary>
/// <param name="what">What is named, for messages.</param>
/// <param name="key">What is wanted of it, for messages.</param>
/// <param name="properties">The properties that hold the key; the first one that an object has counts.</param>
public abstract class KeyInputAttribute(string what, string key, params string[] properties) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var all = InputItems.Of(inputData).Select(One).ToArray();
        // Parameters that take one name get one.
        return InputItems.IsList(inputData) ? all : all[0];
    }

    private string One(object? value)
    {
        if (value is null)
        {
            throw new ArgumentTransformationMetadataException($"A {what} is null. Give its {key}, or the {what} itself.");
        }

        // A number is taken as text, as PowerShell does: names such as 2026 need no quotes.
        var given = PSObject.AsPSObject(value);
        return given.BaseObject is string or ValueType
            ? Key(given.ToString().Trim())
            : properties.Select(name => Text(given, name)).FirstOrDefault(text => text is not null) is { } found ? Key(found)
                : throw new ArgumentTransformationMetadataException($"'{value}' is no {what}. Give its {key}, or the {what} itself.");
    }

    /// <summary>The key in the form in which it is kept.</summary>
    private protected virtual string Key(string given) => given;

    private static string? Text(PSObject given, string name) => given.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Where(one => name.Equals($"{one}", StringComparison.OrdinalIgnoreCase))
            .Select(one => table[one]?.ToString()).FirstOrDefault()
        : InputItems.Value(given.Properties[name])?.ToString();
}

/// <summary>Takes ids of jobs, or whatever knows its job: jobs, their states and results.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JobIdInputAttribute() : KeyInputAttribute("job", "id", "JobId", "Id")
{
    // Ids are made of small letters and digits; a text that went through a spreadsheet or a ticket may have others.
    private protected override string Key(string given) => given.ToLowerInvariant();
}

/// <summary>Takes names, or what has a name: devices, templates, schedules and the like.</summary>
/// <param name="what">What is named, for messages.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NameInputAttribute(string what) : KeyInputAttribute(what, "name", "Name");
