namespace NetBatch.Platforms;

/// <summary>Reads what a platform is called.</summary>
internal static class HeadReader
{
    /// <summary>Reads it, and refuses members at the top that are none.</summary>
    public static Platform Read(PlatformSources sources, string name)
    {
        var file = sources.First(name);
        var fields = sources.Fields(name);
        foreach (var key in Sectioning.Top)
        {
            _ = fields.Has(key);
        }

        fields.Done();
        if (!fields.Has(Sectioning.Session) && !fields.Has(Sectioning.Config))
        {
            throw fields.Missing(Sectioning.Session, "Add 'session:', or 'config:' for a platform whose configs are only compared.");
        }

        return new Platform
        {
            Name = file.Name,
            Title = fields.Text("title") ?? (file.Former?.Sections is [Sectioning.Config] ? file.Name : throw fields.Missing("title")),
            Extends = file.Extends?.Text(),
            Aliases = new Fields([(file.Source, file.Root)]).List("aliases"),
            Names = Names(new Fields([(file.Source, file.Root)])),
            TemplateNames = sources.TemplateNames(name),
            HasSession = fields.Has(Sectioning.Session),
            HasConfig = fields.Has(Sectioning.Config),
            File = file.Source.Name,
            IsBuiltIn = file.Source.Ours,
        };
    }

    public static PlatformNames Names(Fields head)
    {
        if (head.Map("names") is not { } names)
        {
            return new PlatformNames();
        }

        IReadOnlyList<string> Of(string tool) => names.Find(tool)?.Texts() ?? [];
        var read = new PlatformNames
        {
            Netmiko = Of("netmiko"),
            Napalm = Of("napalm"),
            Ansible = Of("ansible"),
            Scrapli = Of("scrapli"),
            NtcTemplates = names.Find("ntc_templates")?.Texts(),
            Netbox = Of("netbox"),
            Rancid = Of("rancid"),
            Oxidized = Of("oxidized"),
            LibreNms = Of("librenms"),
        };
        names.Done();
        return read;
    }
}
