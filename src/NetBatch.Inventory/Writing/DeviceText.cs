using System.Globalization;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Writing;

/// <summary>Writes a device as named texts that <see cref="DeviceMapper"/> reads back as the same device.</summary>
internal static class DeviceText
{
    /// <summary>The names of the device's own fields, in the order they are written in.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["name", "id", "address", "port", "platform", "credential", "enable_credential", "one_time_code", "jump", "jump_credential",
            "ssh_options", "legacy", "channel", "transport", "encoding", "context", "tags"];

    public static List<KeyValuePair<string, string>> Fields(Device device)
    {
        var fields = new List<KeyValuePair<string, string>>();
        void Add(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                fields.Add(KeyValuePair.Create(name, text));
            }
        }

        Add("name", device.Name);
        Add("id", device.Id == device.Name ? null : device.Id);
        Add("address", device.Address);
        Add("port", device.Port.ToString(CultureInfo.InvariantCulture));
        Add("platform", device.Platform);
        Add("credential", Reference(device.Credential));
        Add("enable_credential", Reference(device.EnableCredential));
        Add("one_time_code", device.OneTimeCode?.IsAskedCode == true ? "prompt" : Reference(device.OneTimeCode));
        Add("jump", ListText.Join(device.Jump.Select(JumpText.Write), ',', ';'));
        Add("jump_credential", device.Jump.Any(HasOwnSecret)
            ? ListText.Join(device.Jump.Select(hop => HasOwnSecret(hop) ? Reference(hop.Credential) ?? "" : ""), ';')
            : null);
        Add("ssh_options", ListText.Join(device.SshOptions.OrderBy(option => option.Key, StringComparer.OrdinalIgnoreCase)
            .Select(option => $"{option.Key}={option.Value}"), ';', '\n'));
        Add("legacy", device.LegacyAlgorithms ? "true" : null);
        Add("channel", device.Channel switch { DeviceChannel.Shell => "shell", DeviceChannel.Exec => "exec", _ => null });
        Add("transport", device.Transport?.ToString().ToLowerInvariant());
        Add("encoding", device.Encoding);
        Add("context", device.Context);
        Add("tags", ListText.Join(device.Tags, ',', ';'));
        foreach (var (name, value) in device.Labels.OrderBy(label => label.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(LabelColumn(device, name, value), value);
        }

        return fields;
    }

    // A label that is called like a field of the device would be read as that field.
    private static string LabelColumn(Device device, string name, string value)
    {
        var kind = FieldNames.Classify(FieldNames.LabelPrefix + name).Kind;
        if (kind == FieldKind.Secret && Values.MayBeSecret(value))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"Device {QuotedText.Of(device.Name)} has a label {QuotedText.Of(name)}; secrets are not written to an inventory.",
                "Remove the label.");
        }

        var plain = FieldNames.Classify(name).Kind == FieldKind.Label && FieldNames.LabelName(name) is null
            && !name.Equals("kind", StringComparison.OrdinalIgnoreCase) && !name.Equals("type", StringComparison.OrdinalIgnoreCase);
        return plain ? name : FieldNames.LabelPrefix + name;
    }

    private static bool HasOwnSecret(JumpHost hop) => hop.Credential is not null && !JumpText.IsUserOnly(hop.Credential);

    // A secret that was handed over without a name exists in that process only; nothing in a file can stand for it.
    private static string? Reference(CredentialReference? credential) =>
        credential is { Source: CredentialSource.Supplied, Name: null } ? null : credential?.ToString();
}
