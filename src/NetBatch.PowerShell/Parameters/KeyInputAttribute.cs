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
        var value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        return value is string or IDictionary or not IEnumerable ? One(value) : ((IEnumerable)value).Cast<object?>().Select(One).ToArray();
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
            ? given.ToString()
            : properties.Select(name => given.Properties[name]?.Value?.ToString()).FirstOrDefault(text => text is not null)
                ?? throw new ArgumentTransformationMetadataException($"'{value}' is no {what}. Give its {key}, or the {what} itself.");
    }
}

/// <summary>Takes ids of jobs, or whatever knows its job: jobs, their states and results.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JobIdInputAttribute() : KeyInputAttribute("job", "id", "JobId", "Id");

/// <summary>Takes names, or what has a name: devices, templates, schedules and the like.</summary>
/// <param name="what">What is named, for messages.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NameInputAttribute(string what) : KeyInputAttribute(what, "name", "Name");
