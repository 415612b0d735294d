
import django.db.models.deletion
import django.db.models.expressions
import flows.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('flows', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CodebookRule',
            fields=[
                ('rule', flows.fields.KeyField(max_length=80, primary_key=True, serialize=False)),
                ('source', flows.fields.KeyField(max_length=32)),
                ('pattern', models.TextField()),
                ('match', models.CharField(max_length=16)),
                ('destination', flows.fields.KeyField(max_length=32)),
                ('category', flows.fields.KeyField(blank=True, max_length=32)),
                ('disposition', models.CharField(max_length=16)),
                ('reason_code', flows.fields.KeyField(blank=True, max_length=32)),
                ('measure', flows.fields.KeyField(blank=True, max_length=32)),
                ('condition', models.JSONField(default=dict)),
                ('label_original', models.CharField(blank=True, max_length=300)),
                ('label_en', models.CharField(blank=True, max_length=300)),
                ('label_ru', models.CharField(blank=True, max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('sentence', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('code', flows.fields.KeyField(max_length=32, primary_key=True, serialize=False)),
                ('name_en', models.CharField(max_length=200)),
                ('name_ru', models.CharField(max_length=200)),
                ('definition_en', models.TextField(blank=True)),
                ('definition_ru', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ExpectedGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('destination', flows.fields.KeyField(max_length=32)),
                ('category', flows.fields.KeyField(blank=True, max_length=32)),
                ('origin', flows.fields.KeyField(blank=True, max_length=32)),
                ('from_year', models.PositiveSmallIntegerField()),
                ('to_year', models.PositiveSmallIntegerField()),
                ('status', flows.fields.KeyField(max_length=32)),
                ('reason_code', flows.fields.KeyField(max_length=32)),
                ('reason_en', models.TextField()),
                ('reason_ru', models.TextField()),
            ],
            options={
                'ordering': ['destination', 'category', 'from_year'],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parts', models.JSONField(help_text='Ordered list of [column, text].')),
                ('key', models.CharField(help_text="The parts' texts, cautiously normalised and joined.", max_length=700)),
                ('text', models.CharField(help_text="As printed, parts joined by ' / '.", max_length=700)),
                ('translation_en', models.CharField(blank=True, max_length=700)),
                ('translation_ru', models.CharField(blank=True, max_length=700)),
            ],
            options={
                'ordering': ['source', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('position', models.PositiveSmallIntegerField()),
                ('layout', models.JSONField(default=dict)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('columns', models.PositiveIntegerField(default=0)),
                ('filled', models.PositiveIntegerField(default=0)),
                ('read', models.PositiveIntegerField(default=0)),
                ('set_aside', models.JSONField(default=list)),
                ('set_aside_count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['file', 'position'],
            },
        ),
        migrations.CreateModel(
            name='SourceTable',
            fields=[
                ('code', flows.fields.KeyField(max_length=32, primary_key=True, serialize=False)),
                ('title_en', models.CharField(max_length=300)),
                ('title_ru', models.CharField(max_length=300)),
                ('publisher_en', models.CharField(max_length=200)),
                ('publisher_ru', models.CharField(max_length=200)),
                ('destination', flows.fields.KeyField(blank=True, help_text='Whom the table speaks for, where the file does not say it.', max_length=32)),
                ('measure', flows.fields.KeyField(blank=True, help_text='What the table counts; a decision may say otherwise for one label.', max_length=32)),
                ('language', models.CharField(help_text='Language of its labels.', max_length=8)),
                ('absent', models.CharField(choices=[('zero', 'a row that is not there means zero'), ('missing', 'a row that is not there means that nothing is known')], default='missing', max_length=8)),
                ('threshold_en', models.CharField(blank=True, help_text='From how long a stay it counts, in words.', max_length=200)),
                ('threshold_ru', models.CharField(blank=True, max_length=200)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('licence', models.CharField(blank=True, max_length=300)),
                ('hints', models.JSONField(default=dict, help_text='How its sheets are laid out: see the reference on layouts.')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'source table',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
            ],
            options={
                'verbose_name': 'release',
                'permissions': [('publish_release', 'Can publish a release')],
                'proxy': True,
                'default_permissions': ('view',),
                'indexes': [],
                'constraints': [],
            },
            bases=('flows.release',),
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='Normalised: see curation.core.areas.', max_length=200, unique=True)),
                ('area', flows.fields.KeyField(help_text='Code of the area, or a special such as _REGION.', max_length=32)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['text'],
            },
        ),
        migrations.CreateModel(
            name='CategoryDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disposition', models.CharField(choices=[('include', 'include'), ('exclude', 'exclude'), ('total', 'total: checks our sum, never enters it'), ('not_data', 'not data')], max_length=16)),
                ('category', flows.fields.KeyField(blank=True, help_text='Where it counts; for an exclusion, what it is kept out of (may be empty).', max_length=32)),
                ('measure', flows.fields.KeyField(blank=True, help_text='Empty: the measure of the source table.', max_length=32)),
                ('reason_code', flows.fields.KeyField(blank=True, max_length=32)),
                ('rationale', models.TextField(max_length=4000)),
                ('year_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('year_to', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('condition', models.JSONField(blank=True, default=dict, help_text='For example {"duration": ["M6-11", "Y_GE1"]}.')),
                ('condition_key', models.CharField(blank=True, editable=False, max_length=300)),
                ('flagged', models.BooleanField(default=False, help_text='Waits for the director.')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved'), ('returned', 'returned'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], default='proposed', max_length=16)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('review_note', models.TextField(blank=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('cites', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='curation.categorydecision')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curation.codebookrule')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='curation.label')),
            ],
            options={
                'verbose_name': 'category decision',
                'ordering': ['-proposed_at', '-pk'],
                'permissions': [('propose_categorydecision', 'Can propose what a label means'), ('approve_categorydecision', "Can approve or return somebody else's proposal"), ('approve_flagged', 'Can approve a proposal that waits for the director')],
            },
        ),
        migrations.AddField(
            model_name='codebookrule',
            name='concept',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='curation.concept'),
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(blank=True, help_text='The rule that raised it; empty when a person did.', max_length=40)),
                ('subject', models.CharField(blank=True, help_text='What it is about, so that a rule raises it once.', max_length=300)),
                ('severity', models.CharField(choices=[('blocker', 'blocker'), ('concern', 'concern'), ('note', 'note')], max_length=16)),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('resolved', 'resolved'), ('reopened', 'reopened')], default='open', max_length=16)),
                ('text', models.TextField(max_length=4000)),
                ('place', models.CharField(blank=True, help_text='Sheet and cell, as FY18!W130.', max_length=300)),
                ('raised_at', models.DateTimeField(auto_now_add=True)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('resolution', models.TextField(blank=True)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='curation.categorydecision')),
                ('raised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('label', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='curation.label')),
            ],
            options={
                'ordering': ['-raised_at', '-pk'],
                'permissions': [('answer_concern', 'Can answer and resolve concerns')],
            },
        ),
        migrations.CreateModel(
            name='ConcernMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='curation.concern')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('destination', flows.fields.KeyField(max_length=32)),
                ('category', flows.fields.KeyField(max_length=32)),
                ('measure', flows.fields.KeyField(max_length=32)),
                ('headline', models.BooleanField(default=False)),
                ('year_basis', flows.fields.KeyField(max_length=32)),
                ('from_year', models.PositiveSmallIntegerField()),
                ('to_year', models.PositiveSmallIntegerField()),
                ('tables_all', models.JSONField(default=list, help_text='Each must cover the whole year, else the year is partial.')),
                ('tables_prefer', models.JSONField(default=list, help_text='The first that prints the year wins.')),
                ('months_summable_until', models.CharField(blank=True, max_length=7)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['position', 'destination', 'category', 'measure'],
                'constraints': [models.UniqueConstraint(fields=('destination', 'category', 'measure'), name='series_declared_once'), models.UniqueConstraint(condition=models.Q(('headline', True)), fields=('destination', 'category'), name='one_headline_series')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(help_text='0-based.')),
                ('column', models.PositiveIntegerField(help_text='0-based.')),
                ('origin', flows.fields.KeyField(max_length=16)),
                ('destination', flows.fields.KeyField(max_length=16)),
                ('period', flows.fields.KeyField(max_length=10)),
                ('breakdown', models.CharField(blank=True, max_length=255)),
                ('printed', models.CharField(max_length=255)),
                ('value', models.BigIntegerField(null=True)),
                ('lower', models.BigIntegerField(null=True)),
                ('upper', models.BigIntegerField(null=True)),
                ('status', models.CharField(max_length=16)),
                ('flag', models.CharField(blank=True, max_length=16)),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='curation.label')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='curation.sheet')),
            ],
        ),
        migrations.CreateModel(
            name='PrintedTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('column', models.PositiveIntegerField()),
                ('origin', flows.fields.KeyField(blank=True, help_text='Tracked origin, where the total is of one.', max_length=32)),
                ('what', models.CharField(help_text='What was added up, in words.', max_length=255)),
                ('printed', models.CharField(max_length=64)),
                ('value', models.BigIntegerField(null=True)),
                ('lower', models.BigIntegerField()),
                ('upper', models.BigIntegerField(null=True)),
                ('outcome', models.CharField(help_text='equal, rounding, hidden or open', max_length=16)),
                ('explanation', models.TextField(blank=True)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='curation.sheet')),
            ],
            options={
                'ordering': ['sheet', 'row', 'column'],
            },
        ),
        migrations.CreateModel(
            name='Shipped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', flows.fields.KeyField(max_length=40)),
                ('key', flows.fields.KeyField(max_length=200)),
                ('content', models.JSONField()),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='shipped_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text="The file's name as it came.", max_length=255)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('data_hash', models.CharField(blank=True, help_text='SHA-256 of the typed cells with addresses.', max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                ('content', models.FileField(max_length=200, upload_to='files/')),
                ('retrieved_on', models.DateField(blank=True, null=True, verbose_name='retrieved on')),
                ('retrieved_from', models.URLField(blank=True, max_length=500, verbose_name='retrieved from')),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('declared', models.JSONField(blank=True, default=dict, help_text='What the file does not say: period, origin, destination, encoding.')),
                ('state', models.CharField(choices=[('received', 'received'), ('quarantined', 'in quarantine'), ('read', 'read'), ('submitted', 'handed in'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn')], default='received', max_length=16)),
                ('message', models.TextField(blank=True, help_text='Why it could not be read, in a sentence.')),
                ('progress_done', models.PositiveIntegerField(default=0)),
                ('progress_total', models.PositiveIntegerField(default=0)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='curation.sourcetable', verbose_name='source table')),
            ],
            options={
                'verbose_name': 'source file',
                'ordering': ['-uploaded_at', '-pk'],
                'permissions': [('upload_sourcefile', "Can upload publishers' files"), ('accept_sourcefile', 'Can accept a file that somebody else handed in')],
            },
        ),
        migrations.AddField(
            model_name='sheet',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='curation.sourcefile'),
        ),
        migrations.AddField(
            model_name='label',
            name='first_file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='curation.sourcefile'),
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('destination', flows.fields.KeyField(max_length=16)),
                ('period', flows.fields.KeyField(max_length=10)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='curation.sourcefile')),
            ],
        ),
        migrations.AddField(
            model_name='concern',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='curation.sourcefile'),
        ),
        migrations.AddField(
            model_name='label',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labels', to='curation.sourcetable'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('reviewed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='reviewed_by_someone_else'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'superseded', 'returned']), _negated=True), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='no_outcome_without_a_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='decision_has_a_rationale'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disposition', 'include'), _negated=True), models.Q(('category', ''), _negated=True), _connector='OR'), name='included_in_some_category'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disposition', 'exclude'), models.Q(('reason_code', ''), _negated=True)), models.Q(models.Q(('disposition', 'exclude'), _negated=True), ('reason_code', '')), _connector='OR'), name='excluded_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.CheckConstraint(condition=models.Q(('year_from__isnull', True), ('year_to__isnull', True), ('year_from__lte', models.F('year_to')), _connector='OR'), name='span_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='categorydecision',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved'), ('year_from__isnull', True), ('year_to__isnull', True)), fields=('label', 'condition_key'), name='one_decision_in_force_for_all_years'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('sheet', 'row', 'column'), name='one_reading_a_cell'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('file', 'position'), name='sheet_once'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('filled', django.db.models.expressions.CombinedExpression(models.F('read'), '+', models.F('set_aside_count')))), name='every_filled_cell_is_accounted_for'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.UniqueConstraint(fields=('file', 'destination', 'period'), name='coverage_once'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'resolved'), _negated=True), models.Q(models.Q(('resolution', ''), _negated=True), ('resolved_by__isnull', False)), _connector='OR'), name='silence_never_resolves'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.UniqueConstraint(condition=models.Q(('rule', ''), _negated=True), fields=('rule', 'subject', 'file'), name='a_rule_raises_it_once_a_file'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('rule', ''), _negated=True), ('file__isnull', True)), fields=('rule', 'subject'), name='a_rule_raises_it_once_without_a_file'),
        ),
        migrations.AddConstraint(
            model_name='sourcefile',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['quarantined', 'withdrawn']), _negated=True), fields=('source', 'sha256'), name='same_bytes_held_once'),
        ),
        migrations.AddConstraint(
            model_name='sourcefile',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_by__isnull', True), models.Q(models.Q(('accepted_by', models.F('uploaded_by')), _negated=True), models.Q(('submitted_by__isnull', True), models.Q(('accepted_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='file_accepted_by_someone_else'),
        ),
        migrations.AddConstraint(
            model_name='sourcefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='accepted_file_has_an_accepter'),
        ),
        migrations.AddConstraint(
            model_name='sourcefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(models.Q(('withdrawn_reason', ''), _negated=True), ('withdrawn_by__isnull', False)), _connector='OR'), name='withdrawn_file_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='label',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='label_once_in_its_table'),
        ),
    ]
