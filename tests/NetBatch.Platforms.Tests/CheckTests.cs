namespace NetBatch.Platforms.Tests;

public sealed class CheckTests : PlatformFolder
{
    [Fact]
    public void Check_GoodFile_HasNoProblem()
    {
        var report = Check(Write("mine.yaml", "platform: mine\nextends: cisco_ios\ntitle: Mine\n"));

        report.Problems.ShouldBeEmpty();
        report.Platform!.HasConfig.ShouldBeTrue();
    }

    [Fact]
    public void Check_MistakesInTwoSections_TellsBothWithLineValueAndRemedy()
    {
        const string Text = "platform: mine\ntitle: Mine\nsession:\n  modes:\n    exec: {prompt: '({host}#'}\nconfig:\n  negatoin: x\n";
        var path = Write("mine.yaml", Text);

        var problems = Check(path).Problems;

        problems.Count.ShouldBe(2);
        problems[0].Message.ShouldStartWith($"{path}, line 5: 'prompt' has the expression '({{host}}#', which cannot be used: ");
        problems[1].Message.ShouldBe($"{path}, line 7: 'negatoin' is no member known here.");
        problems[1].Remedy.ShouldBe("Did you mean 'negation'?");
    }

    [Fact]
    public void Check_FileThatIsInTheFolderAlready_IsNotItsOwnRival()
    {
        var path = Write("platforms/mine.yaml", "platform: mine\nextends: cisco_ios\ntitle: Mine\naliases: [shop]\n");

        Check(path).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Transcript_OfASession_TellsPromptsRefusalsAndEffects()
    {
        const string Screen = "asa1> enable\nPassword:\nasa1# show run\n: Saved\n<--- More --->\nasa1# show foo\nERROR: % Invalid input\n"
            + "asa1# changeto context c1\nasa1/c1# configure terminal\nasa1/c1(config)# host 192.0.2.1\n";

        var lines = Transcript.Read(PlatformCatalog.BuiltIn.Session("cisco_asa"), Screen).ToList();

        lines.Select(line => (line.Line, line.Kind, line.Mode, line.Host, line.Command, line.Effect)).ShouldBe(
        [
            (1, "prompt", "user", "asa1", "enable", null),
            (2, "question", null, null, null, null),
            (3, "prompt", "enable", "asa1", "show run", StepEffect.Read),
            (5, "pager", null, null, null, null),
            (6, "prompt", "enable", "asa1", "show foo", StepEffect.Read),
            (7, "error", null, null, null, null),
            (8, "prompt", "enable", "asa1", "changeto context c1", StepEffect.Read),
            (9, "prompt", "enable", "asa1", "configure terminal", null),
            (10, "prompt", "config", "asa1", "host 192.0.2.1", StepEffect.Change),
        ]);
    }
}
