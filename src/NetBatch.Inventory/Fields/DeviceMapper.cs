using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Fields;

/// <summary>Makes a device of a row of fields, or says everything that is wrong with the row.</summary>
/// <param name="rules">What it is read by.</param>
internal sealed class DeviceMapper(InventoryRules rules)
{
    /// <summary>The device, or null after at least one problem was added.</summary>
    /// <param name="row">Its fields.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="name">Its name, also where the rest is wrong; null where the row has none.</param>
    public Device? Map(FieldRow row, ProblemList problems, out string? name)
    {
        var before = problems.Found;
        var bag = new FieldBag(DnsFields.Flatten(LibreNmsFields.Flatten(NetBoxFields.Flatten(row))), problems) { Rules = rules };
        (name, var host) = Identity(bag);
        var port = Port(bag, host);
        var user = bag.Single(FieldKind.User) is { } userField ? User(bag, userField) : null;
        if (user is not null && host?.User is not null && user != host.User)
        {
            bag.Wrong(bag.Of(FieldKind.User)[0], "the user name differs from the one in the address.", "Write it in one place.");
        }

        var platform = Platform(bag);
        var credential = CredentialText.Login(bag, user ?? host?.User);
        var enable = bag.Single(FieldKind.EnableCredential) is { } enableField ? CredentialText.Read(bag, enableField, enableField.Value)
            : null;
        var code = bag.Single(FieldKind.OneTimeCode) is { } codeField ? CredentialText.ReadOneTimeCode(bag, codeField) : null;
        var jump = JumpText.Read(bag);
        var options = SshOptionText.Read(bag, ref jump);
        var legacy = bag.Single(FieldKind.Legacy) is { } legacyField && Flag(bag, legacyField);
        var channel = Channel(bag);
        var transport = Transport(bag);
        var encoding = Encoding(bag);
        var context = bag.Single(FieldKind.Context) is { } contextField ? Word(bag, contextField) : null;
        var tags = Tags(bag);
        var labels = LabelFields.Collect(bag);
        var id = bag.Single(FieldKind.Id) is { } idField ? Word(bag, idField) : null;

        if (row.Broken || problems.Found > before || name is null || host is null)
        {
            return null;
        }

        return new Device
        {
            Id = id ?? name,
            Name = name,
            Address = host.Host,
            Port = port,
            Platform = platform,
            Credential = credential,
            EnableCredential = enable,
            OneTimeCode = code,
            Jump = jump,
            SshOptions = options,
            LegacyAlgorithms = legacy,
            Channel = channel,
            Transport = transport,
            Encoding = encoding,
            Context = context,
            Tags = tags,
            Labels = labels,
        };
    }

    // The name and the address may stand in one column, and hostname may mean either.
    private static (string? Name, HostText? Host) Identity(FieldBag bag)
    {
        var names = bag.Of(FieldKind.Name);
        var addresses = bag.Of(FieldKind.Address);
        var either = bag.Of(FieldKind.HostLike);
        // Of "host: r1, hostname: 10.0.0.1" the one that is no IP address is the name.
        var nameField = names.FirstOrDefault()
            ?? either.FirstOrDefault(field => Values.Text(field.Value) is { } text && !HostText.IsIp(text))
            ?? either.FirstOrDefault()
            ?? addresses.FirstOrDefault();
        if (nameField is null)
        {
            bag.Problems.Add(bag.Row.Line, null, "no column says which device this is.",
                "Give a name, an address, or both (columns 'name' and 'address').");
            return (null, null);
        }

        var addressField = addresses.FirstOrDefault()
            ?? either.FirstOrDefault(field => field != nameField && Values.Text(field.Value) is { } text && HostText.IsIp(text))
            ?? either.FirstOrDefault(field => field != nameField)
            ?? nameField;
        names.Remove(nameField);
        either.Remove(nameField);
        addresses.Remove(addressField);
        either.Remove(addressField);

        HostText? host = null;
        if (bag.Text(addressField) is { } addressText)
        {
            if (HostText.TryParse(addressText, out var parsed, out var wrong, out var remedy))
            {
                host = parsed;
            }
            else
            {
                bag.Wrong(addressField, wrong,
                    addressField == nameField ? $"{remedy} (Without a column 'address' the name is the address.)" : remedy);
            }
        }

        // "admin@r1:2222" in one column is a way to the device; its name is r1.
        var name = nameField == addressField ? host?.Host : Word(bag, nameField);
        return (name, host);
    }

    private static int Port(FieldBag bag, HostText? host)
    {
        if (bag.Single(FieldKind.Port) is not { } field)
        {
            return host?.Port ?? 22;
        }

        if (bag.Text(field) is not { } text)
        {
            return 22;
        }

        if (!HostText.TryPort(text, out var port))
        {
            bag.Wrong(field, $"{QuotedText.Of(text)} is not a port.", "Ports are 1 to 65535.");
        }
        else if (host?.Port is { } other && other != port)
        {
            bag.Wrong(field, $"port {port} differs from port {other} in the address.", "Write the port in one place.");
        }

        return port;
    }

    private string? Platform(FieldBag bag)
    {
        var fields = bag.Of(FieldKind.Platform);
        if (fields.Count == 0)
        {
            return null;
        }

        // A second column (os beside platform) is a label: it often holds a version or a model.
        var field = fields[0];
        fields.RemoveAt(0);
        if (Word(bag, field) is not { } written)
        {
            return null;
        }

        if (rules.Platforms is not { } platforms)
        {
            return written.Trim();
        }

        if (platforms.Resolve(written) is { } known)
        {
            return known;
        }

        bag.Wrong(field, $"there is no platform {QuotedText.Of(written)}.", platforms.Advice(written));
        return null;
    }

    private static string? User(FieldBag bag, Field field)
    {
        if (bag.Text(field) is not { } user)
        {
            return null;
        }

        if (HostText.UserFault(user) is { } fault)
        {
            bag.Wrong(field, fault, "Write the login name alone.");
            return null;
        }

        return user;
    }

    private static bool Flag(FieldBag bag, Field field)
    {
        var text = bag.Text(field);
        switch (text?.ToLowerInvariant())
        {
            case "true" or "yes" or "y" or "on" or "1":
                return true;
            case "false" or "no" or "n" or "off" or "0" or null:
                return false;
            default:
                bag.Wrong(field, $"{QuotedText.Of(text)} is neither yes nor no.", "Write true or false.");
                return false;
        }
    }

    private static DeviceChannel? Channel(FieldBag bag)
    {
        if (bag.Single(FieldKind.Channel) is not { } field || bag.Text(field) is not { } text)
        {
            return null;
        }

        switch (text.ToLowerInvariant())
        {
            // Or its number, as ConvertTo-Json writes it.
            case "shell" or "0":
                return DeviceChannel.Shell;
            case "exec" or "1":
                return DeviceChannel.Exec;
            default:
                bag.Wrong(field, $"{QuotedText.Of(text)} is no channel.",
                    "Write shell or exec, or leave it empty for the platform's own choice.");
                return null;
        }
    }

    // ConvertTo-Json writes a transport as its number.
    private static bool IsNumber(string name, string text) =>
        text == ((int)Enum.Parse<DeviceTransport>(name)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static DeviceTransport? Transport(FieldBag bag)
    {
        if (bag.Single(FieldKind.Transport) is not { } field || bag.Text(field) is not { } text)
        {
            return null;
        }

        if (Enum.GetNames<DeviceTransport>()
            .FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase) || IsNumber(name, text)) is { } known)
        {
            return Enum.Parse<DeviceTransport>(known);
        }

        bag.Wrong(field, $"{QuotedText.Of(text)} is no transport.",
            "Write auto, sshnet (in this process) or openssh, or leave it empty for auto.");
        return null;
    }

    private static string? Encoding(FieldBag bag)
    {
        if (bag.Single(FieldKind.Encoding) is not { } field || bag.Text(field) is not { } text)
        {
            return null;
        }

        try
        {
            _ = DeviceEncoding.Of(text);
            return text;
        }
        catch (NetBatchException unknown)
        {
            bag.Wrong(field, $"{QuotedText.Of(text)} is no encoding of a command line.", unknown.Remedy ?? "Leave it empty for UTF-8.");
            return null;
        }
    }

    private static List<string> Tags(FieldBag bag)
    {
        var tags = new List<string>();
        foreach (var field in bag.Of(FieldKind.Tags))
        {
            if (Values.Map(field.Value) is not null)
            {
                bag.Wrong(field, "an object stands where a list of words belongs.", "Write a list, or words with commas between them.");
                continue;
            }

            var words = Values.List(field.Value) is { } list ? list.Select(Values.Text)
                : ListText.Split(Values.Text(field.Value) ?? "", ',', ';');
            foreach (var word in words.OfType<string>()
                .Where(word => word.Length > 0 && !tags.Contains(word, StringComparer.OrdinalIgnoreCase)))
            {
                tags.Add(word);
            }
        }

        return tags;
    }

    // A text that people type and patterns match: on one line, without the wildcards that would match others.
    private static string? Word(FieldBag bag, Field field)
    {
        if (bag.Text(field) is not { } text)
        {
            return null;
        }

        if (text.Length > 255 || text.Any(character => char.IsControl(character) || character is '*' or '?'))
        {
            bag.Wrong(field, $"{QuotedText.Of(text)} cannot serve as a name.", "Write up to 255 characters on one line, without * and ?.");
            return null;
        }

        return text;
    }
}
