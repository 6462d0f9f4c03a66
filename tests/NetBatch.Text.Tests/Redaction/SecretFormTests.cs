namespace NetBatch.Text.Tests.Redaction;

/// <summary>None of the corpus is left, in one text and in lines.</summary>
public sealed class SecretFormTests
{
    [Fact]
    public void All_OfEveryPlatform_AreMany()
    {
        SecretForms.All.Select(form => form.Form).Distinct().Count().ShouldBeGreaterThan(500);
        SecretForms.All.Select(form => form.Platform).Distinct().Count().ShouldBeGreaterThan(25);
        SecretForms.All.ShouldAllBe(form => form.Secrets.Count > 0);
    }

    [Fact]
    public void Redact_EveryForm_LeavesNoSecret()
    {
        List<string> left = [];
        foreach (var form in SecretForms.All)
        {
            var redacted = SecretRedactor.Redact(form.Text);
            left.AddRange(form.Secrets.Where(secret => redacted.Contains(secret, StringComparison.Ordinal))
                .Select(secret => $"{form.Platform}: {form.Text.ReplaceLineEndings("\\n")}   leaves {secret}"));
        }

        if (Environment.GetEnvironmentVariable("NETBATCH_LEFT") is { } file)
        {
            File.WriteAllLines(file, left);
        }

        left.ShouldBeEmpty();
    }
}
