import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0008_causes'),
        ('flows', '0005_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='categorydecision',
            name='approval_cites',
            field=models.ForeignKey(blank=True, help_text='The precedent that whoever approved it went by.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_in_approvals', to='curation.categorydecision'),
        ),
        migrations.AddField(
            model_name='concern',
            name='outcome',
            field=models.CharField(blank=True, choices=[('kept', 'kept'), ('changed', 'changed'), ('source_error', 'source error'), ('will_not_change', 'will not change')], max_length=16),
        ),
        migrations.AddField(
            model_name='concern',
            name='question',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='flows.question'),
        ),
        migrations.AddField(
            model_name='concernmessage',
            name='deed',
            field=models.CharField(choices=[('said', 'said'), ('answered', 'answered'), ('reopened', 'reopened'), ('kept', 'kept'), ('changed', 'changed'), ('source_error', 'source error'), ('will_not_change', 'will not change')], default='said', max_length=16),
        ),
        migrations.AlterField(
            model_name='categorydecision',
            name='cites',
            field=models.ForeignKey(blank=True, help_text='The precedent it follows.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='curation.categorydecision'),
        ),
        migrations.AlterField(
            model_name='concern',
            name='rule',
            field=models.CharField(blank=True, help_text='The rule that raised it; empty when somebody did.', max_length=40),
        ),
        migrations.RunSQL(
            [
                # What was settled before outcomes were told apart: by a proposal or a file that went, else as it stood.
                "UPDATE curation_concern SET outcome = CASE WHEN resolution LIKE 'The proposal was %' "
                "OR resolution LIKE '% was withdrawn: %' THEN 'changed' ELSE 'kept' END WHERE resolution <> ''",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cites', models.F('id')), _negated=True), models.Q(('approval_cites', models.F('id')), _negated=True)), name='no_decision_is_its_own_precedent'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(('approval_cites__isnull', True), ('state__in', ['approved', 'superseded']), _connector='OR'), name='only_an_approval_cites_then'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='resolved_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(('question__isnull', True), models.Q(('raised_by__isnull', True), ('rule', '')), _connector='OR'), name='a_reader_is_no_person_of_ours'),
        ),
        migrations.RunSQL(
            [
                # The words that settled a concern are part of the talk about it.
                "INSERT INTO curation_concernmessage (concern_id, deed, text, by_id, at) "
                "SELECT id, outcome, resolution, resolved_by_id, resolved_at FROM curation_concern "
                "WHERE resolution <> '' AND resolved_by_id IS NOT NULL AND resolved_at IS NOT NULL",
            ],
            migrations.RunSQL.noop,
        ),
    ]
